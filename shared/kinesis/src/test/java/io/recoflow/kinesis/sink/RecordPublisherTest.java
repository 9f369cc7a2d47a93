package io.recoflow.kinesis.sink;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.recoflow.kinesis.client.KinesisException.Kind;
import io.recoflow.kinesis.config.SinkSettings;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is sent together, and when; how many requests are under way; how it ends. */
@Timeout(60)
class RecordPublisherTest {

    private static final int MEBIBYTE = 1 << 20;
    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration LATER = Duration.ofSeconds(3);

    /** How long nothing must happen before a test believes that nothing will. */
    private static final Duration A_WHILE = Duration.ofMillis(200);

    private final ScriptedStream stream = new ScriptedStream();
    private @Nullable RecordPublisher opened;

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void aBatchHas500RecordsAndGoesWhenItIsFull() {
        RecordPublisher publisher = open(Settings.fullBatchesOnly());

        add(publisher, 0, 1_000);
        await().untilAsserted(() -> assertThat(stream.requestSizes()).containsExactly(500, 500));
        add(publisher, 1_000, 1_200);
        publisher.flush();

        assertThat(stream.requestSizes()).containsExactly(500, 500, 200);
        assertThat(stream.storedKeys()).containsExactlyElementsOf(keys(0, 1_200));
    }

    @Test
    void aBatchHasUpTo10MebibytesWithItsKeys() {
        RecordPublisher publisher = open(Settings.fullBatchesOnly());

        for (int i = 0; i < 21; i++) {
            publisher.add("ä", new byte[MEBIBYTE - 2]);
        }
        publisher.add("ä", new byte[0]);
        publisher.flush();

        assertThat(stream.requestSizes()).containsExactly(10, 10, 2);
    }

    @Test
    void aBatchHasNoByteMoreThan10Mebibytes() {
        RecordPublisher publisher = open(Settings.fullBatchesOnly());

        for (int i = 0; i < 9; i++) {
            publisher.add("k", new byte[MEBIBYTE - 1]);
        }
        publisher.add("k", new byte[MEBIBYTE - 2]);
        publisher.add("k", new byte[1]);
        publisher.flush();

        assertThat(stream.requestSizes()).containsExactly(10, 1);
    }

    @Test
    void aRecordAsLargeAsARequestGoesAlone() {
        RecordPublisher publisher = open(Settings.withRecordsUpTo(10 * MEBIBYTE));

        publisher.add("small", new byte[1]);
        publisher.add("large", new byte[10 * MEBIBYTE - "large".length()]);
        publisher.add("small", new byte[1]);
        publisher.flush();

        assertThat(stream.requestSizes()).containsExactly(1, 1, 1);
    }

    @Test
    void aRecordIsSentInTimeThoughNoOtherComes() {
        open(Settings.lingering(SOON)).add("k", new byte[1]);

        await().untilAsserted(() -> assertThat(stream.storedKeys()).containsExactly("k"));
    }

    @Test
    void whatFollowsAFullBatchIsSentInTime() {
        add(open(Settings.lingering(LATER)), 0, 501);

        await().untilAsserted(() -> assertThat(stream.requestSizes()).containsExactly(500, 1));
    }

    @Test
    void recordsGatherUntilTheOldestHasLingered() {
        RecordPublisher publisher = open(Settings.lingering(LATER));
        add(publisher, 0, 10);
        assertThat(stream.requests()).isEmpty();

        await().untilAsserted(() -> assertThat(stream.requestSizes()).containsExactly(10));
        add(publisher, 10, 20);
        await().untilAsserted(() -> assertThat(stream.requestSizes()).containsExactly(10, 10));
    }

    @Test
    void withoutLingerWhatFindsNoRoomGoesTogether() {
        stream.hold();
        RecordPublisher publisher = open(Settings.lingering(Duration.ZERO));

        add(publisher, 0, 10);
        await().until(() -> stream.requestSizes().equals(List.of(1, 1, 1, 1)));
        stream.release(ScriptedStream.storing());

        await().untilAsserted(() -> assertThat(stream.requestSizes()).containsExactly(1, 1, 1, 1, 6));
    }

    @Test
    void nothingIsSentBeforeItsTime() {
        add(open(Settings.fullBatchesOnly()), 0, 499);

        await().during(A_WHILE).until(() -> stream.requests().isEmpty());
    }

    @Test
    void atMostFourRequestsAreUnderWayAndAddWaits() {
        stream.hold();
        RecordPublisher publisher = open(Settings.fullBatchesOnly());
        AtomicInteger added = new AtomicInteger();

        CompletableFuture<Void> adding = Background.run(() -> {
            for (int i = 0; i < 4_000; i++) {
                publisher.add("k" + i, new byte[1]);
                added.incrementAndGet();
            }
        });
        await().untilAsserted(() -> assertThat(added).hasValue(2_500));
        await().during(A_WHILE).until(() -> added.get() == 2_500);
        assertThat(stream.requestSizes()).containsExactly(500, 500, 500, 500);
        stream.release(ScriptedStream.storing());
        adding.join();
        publisher.flush();

        assertThat(stream.mostUnderWay()).isEqualTo(4);
        assertThat(stream.storedKeys()).containsExactlyInAnyOrderElementsOf(keys(0, 4_000));
    }

    @Test
    void flushReturnsWhenAllIsStored() {
        stream.hold();
        RecordPublisher publisher = open(Settings.fullBatchesOnly());
        add(publisher, 0, 700);

        CompletableFuture<Void> flushing = Background.run(publisher::flush);
        await().until(() -> stream.requestSizes().equals(List.of(500, 200)));
        await().during(A_WHILE).until(() -> !flushing.isDone());
        stream.release(ScriptedStream.storing());
        flushing.join();

        assertThat(stream.storedKeys()).hasSize(700);
    }

    @Test
    void flushOfNothingReturns() {
        RecordPublisher publisher = open(Settings.fullBatchesOnly());

        publisher.flush();
        publisher.flush();

        assertThat(stream.requests()).isEmpty();
    }

    @Test
    void closeSendsNothingAndEndsTheThread() {
        RecordPublisher publisher = open(Settings.lingering(LATER));
        publisher.add("k", new byte[1]);
        await().until(() -> PublisherThreads.count() == 1);

        publisher.close();

        await().until(() -> PublisherThreads.count() == 0);
        await().during(LATER).until(() -> stream.requests().isEmpty());
    }

    @Test
    void closeEndsTheThreadDuringRetriesToo() {
        stream.always(ScriptedStream.failing(Kind.UNAVAILABLE));
        RecordPublisher publisher = open(Settings.lingering(Duration.ZERO));
        publisher.add("k", new byte[1]);
        await().until(() -> stream.requests().size() > 2);

        publisher.close();

        await().until(() -> PublisherThreads.count() == 0);
        int sent = stream.requests().size();
        await().during(A_WHILE).until(() -> stream.requests().size() == sent);
    }

    @Test
    void closeWakesWhoWaits() {
        stream.hold();
        RecordPublisher publisher = open(Settings.fullBatchesOnly());
        CompletableFuture<Void> adding = Background.run(() -> add(publisher, 0, 2_501));
        await().until(() -> stream.requests().size() == 4);

        publisher.close();

        assertThatThrownBy(adding::join)
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("Records cannot be sent: the publisher is closed. Use a new one");
    }

    @Test
    void interruptionEndsWaiting() throws InterruptedException {
        stream.hold();
        RecordPublisher publisher = open(Settings.fullBatchesOnly());
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread adding = new Thread(() -> {
            Throwable thrown = catchThrowable(() -> add(publisher, 0, 2_501));
            interrupted.complete(thrown instanceof UncheckedIOException
                    && Thread.currentThread().isInterrupted());
        });
        adding.start();
        await().until(() -> stream.requests().size() == 4);

        adding.interrupt();

        assertThat(interrupted.orTimeout(10_000, MILLISECONDS).join()).isTrue();
        adding.join();
    }

    private RecordPublisher open(SinkSettings settings) {
        RecordPublisher publisher = new RecordPublisher(stream, settings, null);
        opened = publisher;
        return publisher;
    }

    private static void add(RecordPublisher publisher, int from, int to) {
        keys(from, to).forEach(key -> publisher.add(key, new byte[1]));
    }

    private static List<String> keys(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "k" + i).toList();
    }
}
