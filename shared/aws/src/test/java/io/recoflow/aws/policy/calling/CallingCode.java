package io.recoflow.aws.policy.calling;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** Calls, and names two other classes: one for a call, one by its array only. */
public final class CallingCode {

    private CallingCode() {}

    static GetSecretValueResponse call(SecretsManagerClient client) {
        PagedCode.list(client);
        return client.getSecretValue(request -> request.secretId("any"));
    }

    static Function<DescribeSecretRequest, CompletableFuture<DescribeSecretResponse>> reference(
            SecretsManagerAsyncClient client) {
        return client::describeSecret;
    }

    static Class<?> array() {
        return RotatingCode[][].class;
    }
}
