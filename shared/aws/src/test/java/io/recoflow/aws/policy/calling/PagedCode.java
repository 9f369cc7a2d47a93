package io.recoflow.aws.policy.calling;

import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsRequest;
import software.amazon.awssdk.services.secretsmanager.paginators.ListSecretsIterable;

/** Calls by a paginator. */
final class PagedCode {

    private PagedCode() {}

    static ListSecretsIterable list(SecretsManagerClient client) {
        return client.listSecretsPaginator(ListSecretsRequest.builder().build());
    }
}
