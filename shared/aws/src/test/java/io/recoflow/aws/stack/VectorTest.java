package io.recoflow.aws.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.aws.check.StackTemplate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VectorTest {

    private static final StackTemplate VECTORS = SharedTemplates.VECTORS;
    private static final JsonNode DATABASE = VECTORS.properties("AWS::RDS::DBInstance", "Database");

    @Test
    void theDatabaseIsEncryptedWithTheKeyAndNotPublic() {
        assertThat(DATABASE.path("StorageEncrypted").asBoolean()).isTrue();
        assertThat(DATABASE.at("/KmsKeyId/Ref").asText()).isEqualTo("DataKeyArn");
        assertThat(DATABASE.path("PubliclyAccessible").asText()).isEqualTo("false");
        assertThat(VECTORS.properties("AWS::RDS::DBParameterGroup", "Parameters")
                        .at("/Parameters/rds.force_ssl")
                        .asText())
                .isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWS::SecretsManager::Secret", "AWS::Logs::LogGroup"})
    void loginsAndLogAreEncryptedWithTheKey(String type) {
        assertThat(VECTORS.resources(type).values()).isNotEmpty().allSatisfy(resource -> assertThat(
                        resource.at("/Properties/KmsKeyId/Ref").asText())
                .isEqualTo("DataKeyArn"));
    }

    @Test
    void theMasterUsersPasswordIsRdsToMakeAndToRotate() {
        assertThat(DATABASE.path("ManageMasterUserPassword").asBoolean()).isTrue();
        assertThat(DATABASE.at("/MasterUserSecret/KmsKeyId/Ref").asText()).isEqualTo("DataKeyArn");
        assertThat(DATABASE.has("MasterUserPassword")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"recoflow_loader", "recoflow_shop"})
    void loaderAndShopLogInAsThemselves(String user) {
        assertThat(VECTORS.resources("AWS::SecretsManager::Secret").values().stream()
                        .map(secret -> secret.at("/Properties/GenerateSecretString/SecretStringTemplate")
                                .asText()))
                .contains("{\"username\":\"" + user + "\"}");
    }

    /** Its protection would keep CloudFormation from undoing what went before. */
    @Test
    void theDatabaseComesAfterTheLogins() {
        Map<String, JsonNode> logins = VECTORS.resources("AWS::SecretsManager::Secret");
        JsonNode database =
                VECTORS.resources("AWS::RDS::DBInstance").values().iterator().next();

        assertThat(SharedTemplates.each(database.path("DependsOn")).map(JsonNode::asText))
                .containsAll(logins.keySet())
                .contains("Log");
        assertThat(DATABASE.path("DeletionProtection").asBoolean()).isTrue();
        assertThat(database.path("DeletionPolicy").asText()).isEqualTo("Snapshot");
        assertThat(logins.values())
                .allSatisfy(login ->
                        assertThat(login.path("DeletionPolicy").asText()).isEqualTo("RetainExceptOnCreate"));
    }

    @Test
    void jobsOperatorsAndTheShopGetInByTheirGroupsAlone() {
        assertThat(VECTORS.resources("AWS::EC2::SecurityGroupIngress").values())
                .extracting(
                        rule -> rule.at("/Properties/SourceSecurityGroupId/Ref").asText())
                .containsExactlyInAnyOrder("JobSecurityGroup", "OperatorSecurityGroup", "ShopSecurityGroup");
    }

    @Test
    void theShopMayReadItsOwnLoginAndAnOperatorAll() {
        assertThat(VECTORS.properties("AWS::IAM::ManagedPolicy", "VectorReader").findValuesAsText("Ref"))
                .containsExactlyInAnyOrder("ShopVectorSecret", "DataKeyArn");
        assertThat(VECTORS.properties("AWS::IAM::ManagedPolicy", "VectorOperator")
                        .toString())
                .contains("MasterUserSecret.SecretArn", "\"VectorSecret\"", "\"ShopVectorSecret\"");
    }
}
