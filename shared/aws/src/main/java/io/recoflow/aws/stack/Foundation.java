package io.recoflow.aws.stack;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sns.Topic;

/**
 * What the foundation made, as another stack finds it: by parameters of Systems Manager, which CloudFormation reads at each
 * deployment. An export could not change as long as it is imported.
 */
public final class Foundation {

    static final String SUBNETS = "PrivateSubnets";
    static final String ZONE = "FirstAvailabilityZone";
    static final String JOB_SECURITY_GROUP = "JobSecurityGroup";
    static final String OPERATORS = "OperatorSecurityGroup";
    static final String VPC = "Vpc";
    static final String KEY = "DataKeyArn";
    static final String TOPIC = "NoticesTopicArn";
    static final String DATABASE = "CatalogDatabase";
    static final String VECTOR_DATABASE = "VectorDatabase";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

    private final RecoflowStack stack;

    /** @param stack the other stack; each value becomes a parameter of it when it is first asked for */
    public Foundation(RecoflowStack stack) {
        this.stack = stack;
    }

    /** A value by its name, such as {@code LakeBucket}; {@code Region} is the stack's own. */
    public String value(String name) {
        return name.equals("Region")
                ? stack.getRegion()
                : parameter(name, "AWS::SSM::Parameter::Value<String>").getValueAsString();
    }

    public List<String> subnets() {
        return parameter(SUBNETS, "AWS::SSM::Parameter::Value<List<String>>").getValueAsList();
    }

    public String firstSubnet() {
        return Fn.select(0, subnets());
    }

    public String firstZone() {
        return value(ZONE);
    }

    public String vpc() {
        return value(VPC);
    }

    /** The security group that databases and endpoints admit. */
    public String jobSecurityGroup() {
        return value(JOB_SECURITY_GROUP);
    }

    public String keyArn() {
        return value(KEY);
    }

    IKey key() {
        return stack.getNode().tryFindChild("DataKey") instanceof IKey known
                ? known
                : Key.fromKeyArn(stack, "DataKey", keyArn());
    }

    ITopic topic() {
        return stack.getNode().tryFindChild("Notices") instanceof ITopic known
                ? known
                : Topic.fromTopicArn(stack, "Notices", value(TOPIC));
    }

    /** The ARN of a bucket by the name that declarations have for it, such as {@code Lake}. */
    public String bucketArn(String bucket) {
        return "arn:" + stack.getPartition() + ":s3:::" + value(bucket + "Bucket");
    }

    String streamArn(String stream) {
        return stack.arn("kinesis", "stream/" + value(stream + "Stream"));
    }

    String itemTableArn(String table) {
        return stack.arn("dynamodb", "table/" + value(table + "Table"));
    }

    /** The text with the values in place of each <code>${Name}</code>. */
    public String fillIn(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match.group(1))));
    }

    private CfnParameter parameter(String name, String type) {
        return stack.getNode().tryFindChild(name) instanceof CfnParameter known
                ? known
                : CfnParameter.Builder.create(stack, name)
                        .type(type)
                        .defaultValue(stack.installation().parameter(name))
                        .description("Where the foundation tells it.")
                        .build();
    }
}
