package io.recoflow.kinesis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.timeout.ReadTimeoutException;
import io.recoflow.kinesis.client.KinesisException.Kind;
import io.recoflow.kinesis.client.ScriptedKinesis.Answer;
import io.recoflow.kinesis.offset.ShardPosition.TrimHorizon;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What a call is that is not answered in time, or too large. */
@Timeout(60)
final class AwsTimeoutsTest {

    private static final Duration CALL_TIMEOUT = Duration.ofMillis(300);

    private final CountDownLatch end = new CountDownLatch(1);
    private final ScriptedKinesis server = ScriptedKinesis.start(this::answer);
    private final KinesisStreamClient client = AwsKinesisStreamClient.open(settings());

    @AfterEach
    void stop() {
        end.countDown();
        server.close();
    }

    @Test
    void aCallIsGivenUpAfterCallTimeout() {
        long begin = System.nanoTime();

        KinesisException failure = catchThrowableOfType(KinesisException.class, client::listShards);

        assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(failure).hasMessageEndingWith(". Check the network path to the endpoint, or raise callTimeout");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(CALL_TIMEOUT, Duration.ofSeconds(4));
    }

    @Test
    void anIteratorIsGivenUpAfterCallTimeout() {
        long begin = System.nanoTime();

        KinesisException failure = catchThrowableOfType(
                KinesisException.class, () -> client.shardIterator("shardId-000000000000", new TrimHorizon()));

        assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(CALL_TIMEOUT, Duration.ofMillis(1_500));
    }

    @Test
    void aRequestThatTheServerFindsTooLargeIsToldFromAWrongOne() {
        assertThat(client.putRecords(List.of(new OutgoingRecord("k", new byte[1]))))
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(KinesisException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(Kind.TOO_LARGE));
    }

    @Test
    void aConnectionThatIsSilentForTooLongIsNoAnswerInTime() {
        Throwable silent = SdkClientException.create(
                "The request failed", new IOException("Read timed out", ReadTimeoutException.INSTANCE));

        assertThat(new AwsFailures().translated(silent).kind()).isEqualTo(Kind.TIMEOUT);
    }

    private Answer answer(String operation, Object request) {
        if (operation.equals("PutRecords")) {
            return new Answer(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "", false);
        }
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Answer.of("{\"Shards\":[]}");
    }

    private ClientSettings settings() {
        ClientSettings settings = server.settings();
        return new ClientSettings(settings.stream(), settings.region(), settings.endpoint(), null, CALL_TIMEOUT);
    }
}
