package io.recoflow.kinesis.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recoflow.kinesis.fake.FakeKinesis;
import io.recoflow.kinesis.offset.ShardPosition.TrimHorizon;
import io.recoflow.kinesis.offset.ShardProgress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class PushedPagesTest {

    private static final Duration LONGER_THAN_SILENCE = Duration.ofSeconds(6);

    @Test
    void aReaderThatIsBusyElsewhereDoesNotTakeTheStreamForSilent() throws Exception {
        FakeKinesis kinesis = FakeKinesis.start(1);
        kinesis.registerConsumer("consumer");
        kinesis.put("key", new byte[] {1});
        try (PushedPages pages = new PushedPages(
                kinesis, "consumer", kinesis.openShards().get(0), new RetriedCalls(Duration.ZERO, ReadMetrics.NONE))) {
            ShardProgress begin = new ShardProgress(new TrimHorizon(), Instant.now());
            assertThat(pages.next(begin, Duration.ofSeconds(1), Long.MAX_VALUE)).isPresent();
            await().pollDelay(LONGER_THAN_SILENCE)
                    .atMost(LONGER_THAN_SILENCE.multipliedBy(2))
                    .until(() -> true);
            kinesis.put("key", new byte[] {2});
            assertThat(pages.next(begin, Duration.ofSeconds(1), Long.MAX_VALUE)).isPresent();

            assertThat(kinesis.calls()).as("polls").isZero();
        }
    }
}
