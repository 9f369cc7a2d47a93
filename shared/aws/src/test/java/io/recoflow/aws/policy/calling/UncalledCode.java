package io.recoflow.aws.policy.calling;

import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretResponse;

/** No class names it. */
public final class UncalledCode {

    private UncalledCode() {}

    static DeleteSecretResponse delete(SecretsManagerClient client) {
        return client.deleteSecret(request -> request.secretId("any"));
    }
}
