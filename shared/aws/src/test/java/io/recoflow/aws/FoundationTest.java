package io.recoflow.aws;

import static io.recoflow.aws.Templates.FOUNDATION;
import static io.recoflow.aws.Templates.each;
import static io.recoflow.aws.Templates.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.aws.policy.ActionsWithoutResource;
import io.recoflow.aws.policy.PolicyCheck;
import io.recoflow.aws.template.ResourceSpecification;
import io.recoflow.aws.template.Template;
import io.recoflow.aws.template.TemplateCheck;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class FoundationTest {

    private static final String KEY = "/Fn::GetAtt/0";

    @Test
    void theTemplatesAreWhatCloudFormationKnowsAndFindEachOther() {
        assertThat(new TemplateCheck(ResourceSpecification.load()).check(Templates.ALL))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void policiesGrantTheLeast(Template template) {
        assertThat(new PolicyCheck(ActionsWithoutResource.REASONS).problems(template))
                .isEmpty();
    }

    private static Collection<Template> all() {
        return Templates.ALL;
    }

    @ParameterizedTest
    @CsvSource({
        "AWS::S3::Bucket, 3, /BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault/KMSMasterKeyID",
        "AWS::Kinesis::Stream, 2, /StreamEncryption/KeyId",
        "AWS::SecretsManager::Secret, 2, /KmsKeyId",
        "AWS::RDS::DBInstance, 1, /KmsKeyId",
        "AWS::SNS::Topic, 1, /KmsMasterKeyId"
    })
    void whateverRestsIsEncryptedWithTheKey(String type, int count, String property) {
        assertThat(FOUNDATION.resourcesOfType(type).values()).hasSize(count).allSatisfy(resource -> assertThat(
                        resource.at("/Properties" + property + KEY).asText())
                .isEqualTo("DataKey"));
    }

    @Test
    void encryptionIsOnWhereItHasASwitch() {
        assertThat(FOUNDATION.resourcesOfType("AWS::RDS::DBInstance").values())
                .allMatch(
                        database -> database.at("/Properties/StorageEncrypted").asBoolean());
        assertThat(FOUNDATION.resourcesOfType("AWS::Kinesis::Stream").values())
                .allMatch(stream -> stream.at("/Properties/StreamEncryption/EncryptionType")
                        .asText()
                        .equals("KMS"));
        assertThat(buckets()).allMatch(bucket -> bucket.at(
                        "/Properties/BucketEncryption/ServerSideEncryptionConfiguration/0" + "/BucketKeyEnabled")
                .asBoolean());
    }

    @Test
    void nothingIsPublic() {
        assertThat(buckets()).allSatisfy(bucket -> {
            JsonNode blocked = bucket.at("/Properties/PublicAccessBlockConfiguration");
            assertThat(blocked).hasSize(4).allMatch(JsonNode::asBoolean);
        });
        assertThat(resource("VectorDatabase")
                        .at("/Properties/PubliclyAccessible")
                        .asText())
                .isEqualTo("false");
        assertThat(doors())
                .isNotEmpty()
                .allMatch(door -> door.at("/SourceSecurityGroupId").has("Fn::GetAtt")
                        || door.at("/CidrIp/Ref").asText().equals("VpcCidr"));
    }

    @Test
    void bucketsRefuseWhatIsNotEncryptedOnItsWay() {
        assertThat(FOUNDATION.resourcesOfType("AWS::S3::BucketPolicy").values())
                .extracting(policy -> policy.at("/Properties/Bucket/Ref").asText())
                .containsExactlyInAnyOrderElementsOf(
                        FOUNDATION.resourcesOfType("AWS::S3::Bucket").keySet());
        assertThat(FOUNDATION.resourcesOfType("AWS::S3::BucketPolicy").values()).allSatisfy(policy -> {
            JsonNode statement = policy.at("/Properties/PolicyDocument/Statement/0");
            assertThat(statement.at("/Effect").asText()).isEqualTo("Deny");
            assertThat(statement.at("/Condition/Bool/aws:SecureTransport").asText())
                    .isEqualTo("false");
            assertThat(statement.at("/Resource")).hasSize(2);
        });
        assertThat(resource("VectorParameters")
                        .at("/Properties/Parameters/rds.force_ssl")
                        .asText())
                .isEqualTo("1");
    }

    @Test
    void artifactsAndCodeHaveVersionsAndTheLakeHasNone() {
        assertThat(versioning("ArtifactsBucket")).isEqualTo("Enabled");
        assertThat(versioning("CodeBucket")).isEqualTo("Enabled");
        assertThat(versioning("LakeBucket")).isEmpty();
    }

    @Test
    void rejectedDataExpireAndTheLogsOfDeltaTablesDoNot() {
        JsonNode rules = resource("LakeBucket").at("/Properties/LifecycleConfiguration/Rules");

        assertThat(each(rules).filter(rule -> rule.has("ExpirationInDays")))
                .extracting(rule -> rule.at("/Prefix").asText(), rule -> rule.at("/ExpirationInDays/Ref")
                        .asText())
                .containsExactly(
                        tuple("training/ratings_rejected/", "RejectedDays"),
                        tuple("training/activity_rejected/year=", "RejectedDays"));
        assertThat(FOUNDATION.root().at("/Parameters/RejectedDays/Default").asInt())
                .isEqualTo(90);
    }

    @Test
    void unfinishedUploadsEndInEveryBucket() {
        assertThat(buckets()).allMatch(bucket -> each(bucket.at("/Properties/LifecycleConfiguration/Rules"))
                .anyMatch(rule -> rule.at("/AbortIncompleteMultipartUpload/DaysAfterInitiation")
                                .asInt()
                        == 7));
    }

    @Test
    void streamsKeepTheirRecordsForADayInTheModeThatIsChosen() {
        assertThat(FOUNDATION.resourcesOfType("AWS::Kinesis::Stream").values())
                .extracting(
                        stream -> stream.at("/Properties/Name").asText(),
                        stream -> stream.at("/Properties/RetentionPeriodHours").asInt(),
                        stream -> stream.at("/Properties/StreamModeDetails/StreamMode/Ref")
                                .asText(),
                        stream -> stream.at("/Properties/ShardCount/Fn::If/0").asText())
                .containsExactly(
                        tuple("user-activity", 24, "StreamMode", "Provisioned"),
                        tuple("recommendations", 24, "StreamMode", "Provisioned"));
        assertThat(FOUNDATION.root().at("/Parameters/StreamMode/Default").asText())
                .isEqualTo("ON_DEMAND");
    }

    @Test
    void whatHoldsDataOutlivesTheStack() {
        assertThat(Stream.of("AWS::S3::Bucket", "AWS::Kinesis::Stream", "AWS::KMS::Key")
                        .flatMap(type -> FOUNDATION.resourcesOfType(type).values().stream()))
                .allMatch(resource -> resource.at("/DeletionPolicy").asText().equals("Retain")
                        && resource.at("/UpdateReplacePolicy").asText().equals("Retain"));
        assertThat(resource("VectorDatabase").at("/DeletionPolicy").asText()).isEqualTo("Snapshot");
        assertThat(resource("VectorDatabase")
                        .at("/Properties/DeletionProtection")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void passwordsAreGeneratedOrPutInByHand() {
        assertThat(resource("VectorSecret")
                        .at("/Properties/GenerateSecretString/ExcludePunctuation")
                        .asText())
                .isEqualTo("true");
        assertThat(resource("VectorDatabase")
                        .at("/Properties/MasterUserPassword/Fn::Sub")
                        .asText())
                .startsWith("{{resolve:secretsmanager:${VectorSecret}:");
        assertThat(resource("SourceSecret").at("/Properties").has("SecretString"))
                .isFalse();
    }

    @Test
    void theJobsReachWhatTheyCallWithoutTheInternet() {
        assertThat(FOUNDATION.resourcesOfType("AWS::EC2::VPCEndpoint").values())
                .extracting(
                        endpoint -> endpoint.at("/Properties/VpcEndpointType").asText() + " "
                                + endpoint.at("/Properties/ServiceName/Fn::Sub").asText())
                .containsExactlyInAnyOrder(
                        "Gateway com.amazonaws.${AWS::Region}.s3",
                        "Interface com.amazonaws.${AWS::Region}.kinesis-streams",
                        "Interface com.amazonaws.${AWS::Region}.secretsmanager",
                        "Interface com.amazonaws.${AWS::Region}.glue",
                        "Interface com.amazonaws.${AWS::Region}.logs",
                        "Interface com.amazonaws.${AWS::Region}.sts");
        assertThat(FOUNDATION.resourcesOfType("AWS::EC2::VPCEndpoint").values())
                .filteredOn(endpoint ->
                        endpoint.at("/Properties/VpcEndpointType").asText().equals("Interface"))
                .allMatch(
                        endpoint -> endpoint.at("/Properties/PrivateDnsEnabled").asBoolean());
    }

    @Test
    void theJobsMayTalkAmongThemselvesAsGlueAsks() {
        JsonNode rule = resource("JobsAmongThemselves").at("/Properties");

        assertThat(rule.at("/GroupId/Fn::GetAtt/0").asText())
                .isEqualTo(rule.at("/SourceSecurityGroupId/Fn::GetAtt/0").asText())
                .isEqualTo("JobSecurityGroup");
        assertThat(rule.at("/FromPort").asInt()).isZero();
        assertThat(rule.at("/ToPort").asInt()).isEqualTo(65_535);
    }

    @Test
    void noticesArriveFromAlarmsAndRulesThroughTheEncryption() {
        JsonNode topic = resource("NoticesTopicPolicy").at("/Properties/PolicyDocument/Statement");
        JsonNode key = resource("DataKey").at("/Properties/KeyPolicy/Statement");

        assertThat(each(topic)
                        .map(statement -> statement.at("/Principal/Service").asText()))
                .containsExactlyInAnyOrder("cloudwatch.amazonaws.com", "events.amazonaws.com");
        assertThat(each(key).filter(statement -> statement.at("/Sid").asText().equals("Notices")))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(texts(statement.at("/Principal/Service")))
                            .containsExactlyInAnyOrder("cloudwatch.amazonaws.com", "events.amazonaws.com");
                    assertThat(texts(statement.at("/Action")))
                            .containsExactlyInAnyOrder("kms:Decrypt", "kms:GenerateDataKey");
                });
    }

    @Test
    void otherStacksFindWhatTheyImport() {
        assertThat(FOUNDATION.exports())
                .containsExactlyInAnyOrderElementsOf(Stream.of(
                                "LakeBucket",
                                "LakeBucketArn",
                                "ArtifactsBucket",
                                "ArtifactsBucketArn",
                                "CodeBucket",
                                "CodeBucketArn",
                                "DataKeyArn",
                                "ActivityStream",
                                "ActivityStreamArn",
                                "RecommendationsStream",
                                "RecommendationsStreamArn",
                                "SourceSecretArn",
                                "VectorSecretArn",
                                "VectorDatabaseUrl",
                                "VectorDatabaseSecurityGroup",
                                "JobSecurityGroup",
                                "PrivateSubnets",
                                "FirstPrivateSubnet",
                                "FirstAvailabilityZone",
                                "Vpc",
                                "NoticesTopicArn",
                                "CatalogDatabase",
                                "SourceUrl")
                        .map(name -> "recoflow-foundation-" + name)
                        .toList());
    }

    private static JsonNode resource(String id) {
        return Objects.requireNonNull(FOUNDATION.resources().get(id), id);
    }

    private static Collection<JsonNode> buckets() {
        return FOUNDATION.resourcesOfType("AWS::S3::Bucket").values();
    }

    /** Every rule that lets somebody in. */
    private static Set<JsonNode> doors() {
        return Stream.concat(
                        FOUNDATION.resourcesOfType("AWS::EC2::SecurityGroup").values().stream()
                                .flatMap(group -> each(group.at("/Properties/SecurityGroupIngress"))),
                        FOUNDATION.resourcesOfType("AWS::EC2::SecurityGroupIngress").values().stream()
                                .map(rule -> rule.at("/Properties")))
                .collect(Collectors.toSet());
    }

    private static String versioning(String bucket) {
        return resource(bucket).at("/Properties/VersioningConfiguration/Status").asText();
    }
}
