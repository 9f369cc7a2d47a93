package io.recoflow.aws.policy.calling;

import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.RotateSecretResponse;

/** Its array is named, and so it may be used. */
final class RotatingCode {

    private RotatingCode() {}

    static RotateSecretResponse rotate(SecretsManagerClient client) {
        return client.rotateSecret(request -> request.secretId("any"));
    }
}
