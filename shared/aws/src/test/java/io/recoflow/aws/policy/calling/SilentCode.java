package io.recoflow.aws.policy.calling;

import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Nothing here goes to AWS. */
public final class SilentCode {

    private SilentCode() {}

    static String name() {
        try (SecretsManagerClient client = SecretsManagerClient.create()) {
            return client.serviceName() + client.serviceClientConfiguration().region();
        }
    }
}
