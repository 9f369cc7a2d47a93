package io.recoflow.aws.stack;

import java.util.List;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.ec2.CfnSecurityGroup;
import software.amazon.awscdk.services.ec2.CfnSecurityGroupIngress;
import software.amazon.awscdk.services.ec2.CfnVPCEndpoint;

/** Who may talk to whom, and the network's doors to AWS: the subnets need no way to the internet. */
final class Network {

    /** Interface endpoints; the names of some begin differently in China. */
    static final List<Endpoint> ENDPOINTS = List.of(
            new Endpoint("Glue", "glue", false),
            new Endpoint("Kinesis", "kinesis-streams", true),
            new Endpoint("Logs", "logs", false),
            new Endpoint("Logins", "secretsmanager", false),
            new Endpoint("Sts", "sts", true));

    private final FoundationStack stack;
    private final CfnParameter vpc;
    private final CfnParameter subnets;
    private final CfnSecurityGroup jobs;
    private final CfnSecurityGroup operators;

    Network(FoundationStack stack) {
        this.stack = stack;
        this.vpc = stack.required(
                "Vpc",
                "AWS::EC2::VPC::Id",
                "The VPC of the jobs and of the shop's database. Its DNS support and DNS host names must be on.");
        this.subnets = stack.required(
                "PrivateSubnets", "List<AWS::EC2::Subnet::Id>", "Private subnets in two or more Availability Zones.");
        this.jobs = group("JobSecurityGroup", "Recoflow jobs");
        this.operators = group("OperatorSecurityGroup", "Recoflow operators");
    }

    /**
     * An interface endpoint.
     *
     * @param service as in its name
     * @param chinas whether its name begins with {@code cn.} in China
     */
    record Endpoint(String id, String service, boolean chinas) {}

    void create() {
        CfnParameter zone = stack.required(
                "FirstAvailabilityZone",
                "AWS::EC2::AvailabilityZone::Name",
                "The Availability Zone of the first of the private subnets.");
        // Spark's driver and executors talk to each other; AWS Glue refuses a connection without this rule.
        ingress("JobsAmongThemselves", jobs.getAttrGroupId(), 0, 65535, "Driver and executors")
                .setSourceSecurityGroupId(jobs.getAttrGroupId());
        endpoints();
        stack.tell(Foundation.JOB_SECURITY_GROUP, jobs.getAttrGroupId());
        stack.tell(Foundation.OPERATORS, operators.getAttrGroupId());
        stack.tell(Foundation.VPC, vpc.getValueAsString());
        stack.tell(Foundation.ZONE, zone.getValueAsString());
        stack.tellList(Foundation.SUBNETS, subnets());
    }

    private List<String> subnets() {
        return subnets.getValueAsList();
    }

    private CfnSecurityGroup group(String id, String description) {
        return CfnSecurityGroup.Builder.create(stack, id)
                .groupDescription(description)
                .vpcId(vpc.getValueAsString())
                .build();
    }

    /** A rule that lets somebody in, who is yet to be named. */
    private CfnSecurityGroupIngress ingress(String id, String group, Number from, Number to, String description) {
        return CfnSecurityGroupIngress.Builder.create(stack, id)
                .groupId(group)
                .description(description)
                .ipProtocol("tcp")
                .fromPort(from)
                .toPort(to)
                .build();
    }

    /** The parameter's value, where it is not empty. */
    String ifGiven(CfnParameter parameter, String condition, String otherwise) {
        return Fn.conditionIf(given(parameter, condition).getLogicalId(), parameter.getValueAsString(), otherwise)
                .toString();
    }

    private CfnCondition given(CfnParameter parameter, String condition) {
        return CfnCondition.Builder.create(stack, condition)
                .expression(Fn.conditionNot(Fn.conditionEquals(parameter.getValueAsString(), "")))
                .build();
    }

    void admitJobsAtSource(Number port) {
        CfnParameter group = stack.optional(
                "SourceSecurityGroup",
                "String",
                "",
                "The security group of the shop's database, which then admits the jobs. Empty where it admits them"
                        + " already.");
        CfnSecurityGroupIngress rule = ingress("JobsAtSource", group.getValueAsString(), port, port, "Recoflow jobs");
        rule.setSourceSecurityGroupId(jobs.getAttrGroupId());
        rule.getCfnOptions().setCondition(given(group, "OpensSource"));
    }

    private void endpoints() {
        CfnSecurityGroup group = group("EndpointSecurityGroup", "Recoflow VPC endpoints");
        ingress("JobsAtEndpoints", group.getAttrGroupId(), 443, 443, "Jobs")
                .setSourceSecurityGroupId(jobs.getAttrGroupId());
        ingress("OperatorsAtEndpoints", group.getAttrGroupId(), 443, 443, "Operators")
                .setSourceSecurityGroupId(operators.getAttrGroupId());
        CfnParameter range = stack.optional(
                "VpcCidr",
                "String",
                "",
                "The VPC's address range, where others in it call AWS too. They go through these endpoints, which"
                        + " otherwise admit the jobs and operators alone.");
        CfnSecurityGroupIngress all = ingress("VpcAtEndpoints", group.getAttrGroupId(), 443, 443, "The VPC");
        all.setCidrIp(range.getValueAsString());
        all.getCfnOptions().setCondition(given(range, "AdmitsVpc"));
        CfnCondition china = CfnCondition.Builder.create(stack, "China")
                .expression(Fn.conditionEquals(stack.getPartition(), "aws-cn"))
                .build();
        CfnParameter tables =
                stack.required("RouteTables", "CommaDelimitedList", "The route tables of the private subnets.");
        gateway("S3", "s3", tables);
        gateway("DynamoDb", "dynamodb", tables);
        for (Endpoint each : ENDPOINTS) {
            String beginning = each.chinas()
                    ? Fn.conditionIf(china.getLogicalId(), "cn.com.amazonaws", "com.amazonaws")
                            .toString()
                    : "com.amazonaws";
            CfnVPCEndpoint endpoint = endpoint(each.id(), beginning, each.service());
            endpoint.setVpcEndpointType("Interface");
            endpoint.setPrivateDnsEnabled(true);
            endpoint.setSubnetIds(subnets());
            endpoint.setSecurityGroupIds(List.of(group.getAttrGroupId()));
        }
    }

    private void gateway(String id, String service, CfnParameter tables) {
        CfnVPCEndpoint endpoint = endpoint(id, "com.amazonaws", service);
        endpoint.setVpcEndpointType("Gateway");
        endpoint.setRouteTableIds(tables.getValueAsList());
    }

    private CfnVPCEndpoint endpoint(String id, String beginning, String service) {
        CfnParameter choice = stack.choice(
                id + "Endpoint",
                List.of("make", "existing"),
                "Whether the VPC endpoint of " + service + " is made here. A VPC can have it once.");
        CfnVPCEndpoint endpoint = CfnVPCEndpoint.Builder.create(stack, id + "EndpointItself")
                .vpcId(vpc.getValueAsString())
                .serviceName(beginning + "." + stack.getRegion() + "." + service)
                .build();
        endpoint.getCfnOptions()
                .setCondition(CfnCondition.Builder.create(stack, "Makes" + id + "Endpoint")
                        .expression(Fn.conditionEquals(choice.getValueAsString(), "make"))
                        .build());
        return endpoint;
    }
}
