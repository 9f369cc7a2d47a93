package io.recoflow.aws.stack;

import static io.recoflow.aws.stack.SharedTemplates.FOUNDATION;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recoflow.aws.check.Synthesis;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Matcher;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FoundationTest {

    private static final Matcher KEY =
            Match.objectLike(Map.of("Fn::GetAtt", List.of(Match.stringLikeRegexp("DataKey.*"), "Arn")));

    private final Template template = Template.fromJSON(asMap(FOUNDATION.root()));

    static Stream<Map.Entry<String, Map<String, Object>>> encrypted() {
        return Map.<String, Map<String, Object>>of(
                "AWS::S3::Bucket",
                Map.of(
                        "BucketEncryption",
                        Map.of(
                                "ServerSideEncryptionConfiguration",
                                List.of(Match.objectLike(Map.of(
                                        "BucketKeyEnabled",
                                        true,
                                        "ServerSideEncryptionByDefault",
                                        Map.of("KMSMasterKeyID", KEY, "SSEAlgorithm", "aws:kms")))))),
                "AWS::Kinesis::Stream",
                Map.of("StreamEncryption", Map.of("EncryptionType", "KMS", "KeyId", KEY)),
                "AWS::DynamoDB::Table",
                Map.of("SSESpecification", Map.of("SSEEnabled", true, "SSEType", "KMS", "KMSMasterKeyId", KEY)),
                "AWS::SecretsManager::Secret",
                Map.of("KmsKeyId", KEY),
                "AWS::SNS::Topic",
                Map.of("KmsMasterKeyId", KEY))
                .entrySet()
                .stream();
    }

    @ParameterizedTest
    @MethodSource("encrypted")
    void whateverRestsIsEncryptedWithTheKey(Map.Entry<String, Map<String, Object>> expected) {
        assertThat(FOUNDATION.resources(expected.getKey())).isNotEmpty();
        template.allResourcesProperties(expected.getKey(), Match.objectLike(expected.getValue()));
    }

    @Test
    void nothingIsPublic() {
        template.allResourcesProperties(
                "AWS::S3::Bucket",
                Match.objectLike(Map.of(
                        "PublicAccessBlockConfiguration",
                        Map.of(
                                "BlockPublicAcls", true,
                                "BlockPublicPolicy", true,
                                "IgnorePublicAcls", true,
                                "RestrictPublicBuckets", true))));
        assertThat(FOUNDATION.resources("AWS::EC2::SecurityGroupIngress").values())
                .isNotEmpty()
                .allSatisfy(rule ->
                        assertThat(rule.at("/Properties/CidrIp/Ref").asText()).isIn("", "VpcCidr"));
    }

    @Test
    void bucketsRefuseWhatIsNotEncryptedOnItsWay() {
        template.resourceCountIs("AWS::S3::BucketPolicy", 3);
        template.allResourcesProperties(
                "AWS::S3::BucketPolicy",
                Match.objectLike(Map.of(
                        "PolicyDocument",
                        Map.of(
                                "Statement",
                                Match.arrayWith(List.of(Match.objectLike(Map.of(
                                        "Effect",
                                        "Deny",
                                        "Condition",
                                        Map.of("Bool", Map.of("aws:SecureTransport", "false"))))))))));
    }

    /** But for the key's own: who may administer it is the account's to say, and without this it is nobody's. */
    @Test
    void noPolicyAllowsEverythingOfAService() {
        assertThat(FOUNDATION.resources().values().stream()
                        .filter(resource -> !resource.path("Type").asText().equals("AWS::KMS::Key"))
                        .flatMap(resource -> resource.findValues("Statement").stream())
                        .flatMap(SharedTemplates::each)
                        .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                        .map(statement -> statement.path("Action").toString()))
                .isNotEmpty()
                .noneMatch(actions -> actions.contains("*"));
    }

    @Test
    void aFirstDeploymentThatFailsLeavesNothingAndALaterOneLosesNothing() {
        for (String type :
                List.of("AWS::S3::Bucket", "AWS::Kinesis::Stream", "AWS::DynamoDB::Table", "AWS::KMS::Key")) {
            template.allResources(type, Match.objectLike(Map.of("DeletionPolicy", "RetainExceptOnCreate")));
            template.allResources(type, Match.objectLike(Map.of("UpdateReplacePolicy", "Retain")));
        }
        assertThat(FOUNDATION.root().findValuesAsText("DeletionPolicy")).doesNotContain("Retain");
    }

    @Test
    void theShopReadsWhatAJobWritesAndWritesWhatNoneDoes() {
        assertThat(FOUNDATION.root().path("Outputs").has("ActivityProducerPolicyArn"))
                .isTrue();
        assertThat(FOUNDATION.root().path("Outputs").has("RecommendationsReaderPolicyArn"))
                .isTrue();
        assertThat(FOUNDATION
                        .properties("AWS::IAM::ManagedPolicy", "ActivityProducer")
                        .findValuesAsText("Ref"))
                .isEmpty();
        assertThat(FOUNDATION
                        .properties("AWS::IAM::ManagedPolicy", "ActivityProducer")
                        .toString())
                .contains("kinesis:PutRecords", "kms:GenerateDataKey")
                .doesNotContain("kinesis:GetRecords");
        assertThat(FOUNDATION
                        .properties("AWS::IAM::ManagedPolicy", "RecommendationsReader")
                        .toString())
                .contains("kinesis:GetRecords", "kms:Decrypt")
                .doesNotContain("kinesis:PutRecords");
    }

    @Test
    void aTableOfItemsIsOnDemandCanBeSetBackAndHasTheDeclaredKeyAndIndex() {
        JsonNode table = FOUNDATION.properties("AWS::DynamoDB::Table", "AnswersTable");

        assertThat(table.path("BillingMode").asText()).isEqualTo("PAY_PER_REQUEST");
        assertThat(table.at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled")
                        .asBoolean())
                .isTrue();
        assertThat(table.path("KeySchema")).hasToString("[{\"AttributeName\":\"shopper\",\"KeyType\":\"HASH\"}]");
        assertThat(table.at("/GlobalSecondaryIndexes/0/IndexName").asText()).isEqualTo("by-country");
        assertThat(table.at("/GlobalSecondaryIndexes/0/KeySchema"))
                .hasToString("[{\"AttributeName\":\"country\",\"KeyType\":\"HASH\"},"
                        + "{\"AttributeName\":\"answered_at\",\"KeyType\":\"RANGE\"}]");
        assertThat(table.path("AttributeDefinitions")).hasSize(3);
        assertThat(table.at("/TimeToLiveSpecification/Fn::If/0").asText()).isEqualTo("ItemsExpireEnabled");
        assertThat(table.at("/TimeToLiveSpecification/Fn::If/1/AttributeName").asText())
                .isEqualTo("expires_at");
        assertThat(FOUNDATION.root().at("/Parameters/ItemsExpire/Default").asText())
                .isEqualTo("DISABLED");
    }

    @Test
    void everythingThatCanBeIsTagged() {
        assertThat(FOUNDATION.resources("AWS::Kinesis::Stream").values()).allSatisfy(stream -> assertThat(
                        stream.at("/Properties/Tags"))
                .hasToString("[{\"Key\":\"project\",\"Value\":\"recoflow\"},{\"Key\":\"stage\",\"Value\":\"test\"}]"));
        assertThat(FOUNDATION.root().findValues("Tags")).hasSizeGreaterThan(20);
    }

    @Test
    void thePortOfTheShopsDatabaseIsItsEnginesWhereNoneIsGiven() {
        assertThat(FOUNDATION.root().at("/Mappings/SourceEngines/mysql/port").asText())
                .isEqualTo("3306");
        assertThat(FOUNDATION
                        .root()
                        .at("/Mappings/SourceEngines/postgresql/port")
                        .asText())
                .isEqualTo("5432");
        assertThat(FOUNDATION
                        .properties("AWS::EC2::SecurityGroupIngress", "JobsAtSource")
                        .at("/FromPort/Fn::If/2/Fn::FindInMap/0")
                        .asText())
                .isEqualTo("SourceEngines");
    }

    @ParameterizedTest
    @ValueSource(strings = {"eu-west-1", "cn-north-1", "cn-northwest-1"})
    void interfaceEndpointsHaveTheNamesThatTheCdkKnowsInARegion(String region) {
        Stack there = new Stack(
                Synthesis.app("test"),
                "there",
                StackProps.builder()
                        .env(Environment.builder().region(region).build())
                        .build());

        assertThat(Network.ENDPOINTS).isNotEmpty().allSatisfy(endpoint -> {
            String beginning = endpoint.chinas() && region.startsWith("cn-") ? "cn.com.amazonaws" : "com.amazonaws";
            assertThat(there.resolve(new InterfaceVpcEndpointAwsService(endpoint.service()).getName()))
                    .isEqualTo(beginning + "." + region + "." + endpoint.service());
        });
    }

    @Test
    void eachEndpointIsChosenByItself() {
        assertThat(FOUNDATION.resources("AWS::EC2::VPCEndpoint").values())
                .hasSize(7)
                .extracting(endpoint -> endpoint.path("Condition").asText())
                .doesNotHaveDuplicates()
                .allMatch(condition -> condition.matches("Makes\\w+Endpoint"));
    }

    /** Of a larger one the AWS CLI wants a bucket, and before this stack there is none. */
    @Test
    void theTemplateIsSmallEnoughForAPlainDeployment() throws IOException {
        assertThat(Files.size(FOUNDATION.file())).isLessThan(51_200);
    }

    @Test
    void theJobsMayTalkAmongThemselvesAsGlueAsks() {
        JsonNode rule = FOUNDATION.properties("AWS::EC2::SecurityGroupIngress", "JobsAmongThemselves");

        assertThat(rule.path("GroupId")).isEqualTo(rule.path("SourceSecurityGroupId"));
        assertThat(rule.path("FromPort").asText()).isEqualTo("0");
        assertThat(rule.path("ToPort").asText()).isEqualTo("65535");
    }

    @Test
    void noticesArriveFromAlarmsAndRulesThroughTheEncryption() {
        List<String> told = List.of("cloudwatch.amazonaws.com", "events.amazonaws.com");

        assertThat(FOUNDATION
                        .properties("AWS::SNS::TopicPolicy", "NoticesTopic")
                        .toString())
                .contains(told);
        assertThat(FOUNDATION.properties("AWS::KMS::Key", "DataKey").toString()).contains(told);
    }

    @Test
    void rejectedRatingsExpireAndTheFilesOfDeltaTablesDoNot() {
        assertThat(SharedTemplates.each(
                                FOUNDATION.properties("AWS::S3::Bucket", "Lake").at("/LifecycleConfiguration/Rules"))
                        .filter(rule -> rule.has("ExpirationInDays"))
                        .map(rule -> rule.path("Prefix").asText() + " "
                                + rule.at("/ExpirationInDays/Ref").asText()))
                .containsExactly("training/ratings_rejected/ RejectedDays");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asMap(JsonNode root) {
        return new JsonMapper().convertValue(root, Map.class);
    }
}
