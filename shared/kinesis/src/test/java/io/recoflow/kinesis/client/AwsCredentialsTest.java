package io.recoflow.kinesis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.recoflow.kinesis.client.KinesisException.Kind;
import io.recoflow.kinesis.client.ScriptedKinesis.Answer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Which failures of credentials end a query, and which are waited for. */
final class AwsCredentialsTest {

    private static final Answer SHARDS = Answer.of("{\"Shards\":[]}");

    private final AtomicBoolean credentialsFail = new AtomicBoolean();
    private volatile Answer answer = SHARDS;
    private final ScriptedKinesis server = ScriptedKinesis.start((operation, request) -> answer);
    private final KinesisStreamClient client = AwsKinesisStreamClient.open(server.settings(), this::credentials);

    private AwsCredentials credentials() {
        if (credentialsFail.get()) {
            throw SdkClientException.create("Unable to load credentials from any of the providers in the chain");
        }
        return AwsBasicCredentials.create("local", "local");
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void missingCredentialsAreFatalWhereNoCallSucceededYet() {
        credentialsFail.set(true);

        assertThat(failure()).isEqualTo(Kind.ACCESS_DENIED);
    }

    @Test
    void missingCredentialsAreWaitedForOnceACallSucceeded() {
        client.listShards();
        credentialsFail.set(true);

        assertThat(failure()).isEqualTo(Kind.UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ExpiredTokenException", "ExpiredToken"})
    void anExpiredTokenIsFatalOnlyWhereNoCallSucceededYet(String code) {
        answer = Answer.failing(code);
        assertThat(failure()).isEqualTo(Kind.ACCESS_DENIED);

        answer = SHARDS;
        client.listShards();
        answer = Answer.failing(code);
        assertThat(failure()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void aDenialStaysFatal() {
        client.listShards();
        answer = Answer.failing("AccessDeniedException");

        assertThat(failure()).isEqualTo(Kind.ACCESS_DENIED);
    }

    private Kind failure() {
        return catchThrowableOfType(KinesisException.class, client::listShards).kind();
    }
}
