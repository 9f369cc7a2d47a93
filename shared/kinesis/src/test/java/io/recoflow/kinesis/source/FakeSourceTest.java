package io.recoflow.kinesis.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The source on the fake. */
final class FakeSourceTest extends SourceBehaviour {

    @Override
    TestStream newStream() {
        return FakeStream.start(2);
    }

    @Test
    @Timeout(60)
    void availableNowEndsAlthoughRecordsKeepComing() throws Exception {
        stream().put(0, 200);
        AtomicBoolean ended = new AtomicBoolean();
        CompletableFuture<Void> producer = CompletableFuture.runAsync(() -> {
            for (int number = 200; !ended.get(); number++) {
                stream().put(List.of(number));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            }
        });

        query().with("startingPosition", "TRIM_HORIZON").drain();

        ended.set(true);
        producer.join();
        assertThat(query().collected().numbers())
                .containsAll(IntStream.range(0, 200).boxed().toList())
                .doesNotHaveDuplicates();
    }
}
