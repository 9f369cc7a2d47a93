package io.recoflow.kinesis.sink;

import static io.recoflow.kinesis.sink.ScriptedStream.failing;
import static io.recoflow.kinesis.sink.ScriptedStream.rejecting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisException.Kind;
import io.recoflow.kinesis.client.OutgoingRecord;
import io.recoflow.kinesis.config.SinkSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is tried again, for how long, and how a failure is told. */
@Timeout(60)
class RecordPublisherFailuresTest {

    private static final Duration SHORT = Duration.ofMillis(400);

    private final ScriptedStream stream = new ScriptedStream();
    private @Nullable RecordPublisher opened;

    @AfterEach
    void close() {
        if (opened != null) {
            RecordPublisher publisher = opened;
            assertThatCode(publisher::close).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ProvisionedThroughputExceededException", "InternalFailure", "KMSThrottlingException"})
    void onlyTheRecordsThatFailedAreSentAgain(String code) {
        stream.next(rejecting(code, keys("b", "d"))).next(rejecting(code, keys("d")));
        RecordPublisher publisher = open(Settings.fullBatchesOnly());

        add(publisher, "a", "b", "c", "d");
        publisher.flush();

        assertThat(sentKeys()).containsExactly(List.of("a", "b", "c", "d"), List.of("b", "d"), List.of("d"));
        assertThat(stream.storedKeys()).containsExactly("a", "c", "b", "d");
    }

    @ParameterizedTest
    @EnumSource(names = {"THROTTLED", "UNAVAILABLE"})
    void aFailedRequestIsSentAgain(Kind kind) {
        stream.next(failing(kind)).next(failing(kind));
        RecordPublisher publisher = open(Settings.fullBatchesOnly());

        add(publisher, "a", "b");
        publisher.flush();

        assertThat(sentKeys()).containsExactly(List.of("a", "b"), List.of("a", "b"), List.of("a", "b"));
        assertThat(stream.storedKeys()).containsExactly("a", "b");
    }

    @Test
    void aClientThatThrowsIsAFailedRequest() {
        stream.next(request -> {
            throw new KinesisException(Kind.UNAVAILABLE, "The test says no");
        });
        RecordPublisher publisher = open(Settings.fullBatchesOnly());

        add(publisher, "a");
        publisher.flush();

        assertThat(stream.storedKeys()).containsExactly("a");
    }

    @Test
    void aRequestIsGivenUpAfterRetryTimeout() {
        stream.always(failing(Kind.UNAVAILABLE));
        RecordPublisher publisher = open(Settings.retryingFor(SHORT));
        add(publisher, "a");
        long begin = System.nanoTime();

        assertFails(
                publisher::flush,
                Kind.UNAVAILABLE,
                "Records cannot be stored in stream orders within retryTimeout (400 ms): The test says UNAVAILABLE. Go on");

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(SHORT, SHORT.multipliedBy(10));
        // Pauses of 50, 100, 200 … ms, each half as long or half as long again.
        assertThat(stream.requests()).hasSizeBetween(3, 8);
    }

    @Test
    void recordsAreGivenUpAfterRetryTimeout() {
        stream.always(rejecting("ProvisionedThroughputExceededException", keys("b")));
        RecordPublisher publisher = open(Settings.retryingFor(SHORT));
        add(publisher, "a", "b");

        assertFails(
                publisher::flush,
                Kind.THROTTLED,
                "Records cannot be stored in stream orders within retryTimeout (400 ms):"
                        + " ProvisionedThroughputExceededException (says the test). Add shards, spread the partition keys"
                        + " or write less");

        assertThat(stream.storedKeys()).containsExactly("a");
        assertThat(stream.requests()).hasSizeBetween(3, 8);
    }

    @Test
    void withoutRetryTimeoutNothingIsSentAgain() {
        stream.always(failing(Kind.THROTTLED));
        RecordPublisher publisher = open(Settings.retryingFor(Duration.ZERO));
        add(publisher, "a");

        assertFails(
                publisher::flush,
                Kind.THROTTLED,
                "Records cannot be stored in stream orders within retryTimeout (0 ms): The test says THROTTLED. Go on");

        assertThat(stream.requests()).hasSize(1);
    }

    @Test
    void aRetryTimeoutMayBeShorterThanAPause() {
        stream.next(failing(Kind.THROTTLED));
        RecordPublisher publisher = open(Settings.retryingFor(Duration.ofMillis(40)));
        add(publisher, "a");

        publisher.flush();

        assertThat(stream.storedKeys()).containsExactly("a");
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_FOUND", "ACCESS_DENIED", "INVALID_REQUEST"})
    void aRequestThatCannotSucceedFailsAtOnce(Kind kind) {
        stream.next(failing(kind));
        RecordPublisher publisher = open(Settings.fullBatchesOnly());
        add(publisher, "a");

        assertFails(
                publisher::flush, kind, "Records cannot be stored in stream orders: The test says " + kind + ". Go on");

        assertThat(stream.requests()).hasSize(1);
    }

    @Test
    void aRecordThatCannotBeStoredFailsAtOnceEvenBesideOnesThatCan() {
        stream.next(request -> CompletableFuture.completedFuture(
                List.of(Outcomes.throttled(), Outcomes.failed("KMSDisabledException"), Outcomes.throttled())));
        RecordPublisher publisher = open(Settings.fullBatchesOnly());
        add(publisher, "a", "b", "c");

        assertFails(
                publisher::flush,
                Kind.INVALID_REQUEST,
                "Records cannot be stored in stream orders: KMSDisabledException. Check the stream, its encryption key and"
                        + " the rights of the job's role");

        assertThat(stream.requests()).hasSize(1);
    }

    @Test
    void anAnswerThatLacksRecordsLosesNone() {
        stream.next(request -> CompletableFuture.completedFuture(List.of(Outcomes.stored())));
        RecordPublisher publisher = open(Settings.fullBatchesOnly());
        add(publisher, "a", "b");

        assertThatThrownBy(publisher::flush)
                .isInstanceOf(KinesisException.class)
                .hasMessageStartingWith(
                        "Records cannot be stored in stream orders: java.lang.IndexOutOfBoundsException")
                .hasMessageEndingWith("This is an error of recoflow-kinesis: report it with its stack trace");
    }

    @Test
    void theFirstFailureIsToldByEveryCall() {
        stream.hold();
        RecordPublisher publisher = open(Settings.lingering(Duration.ZERO));
        add(publisher, "a");
        await().until(() -> stream.requests().size() == 1);
        stream.release(failing(Kind.NOT_FOUND));
        String message = "Records cannot be stored in stream orders: The test says NOT_FOUND. Go on";

        assertFails(() -> publisher.add("b", new byte[1]), Kind.NOT_FOUND, message);
        assertFails(publisher::flush, Kind.NOT_FOUND, message);
        assertFails(() -> publisher.add(null, null), Kind.NOT_FOUND, message);

        assertThat(stream.requests()).hasSize(1);
    }

    @Test
    void closeTellsAFailureThatNobodyKnows() {
        stream.hold();
        RecordPublisher publisher = open(Settings.lingering(Duration.ZERO));
        add(publisher, "a");
        await().until(() -> stream.requests().size() == 1);
        stream.release(failing(Kind.NOT_FOUND));

        assertFails(
                publisher::close,
                Kind.NOT_FOUND,
                "Records cannot be stored in stream orders: The test says NOT_FOUND. Go on");
    }

    @Test
    void aFailureWakesWhoWaitsForRoom() {
        stream.hold();
        RecordPublisher publisher = open(Settings.fullBatchesOnly());
        CompletableFuture<Void> adding = Background.run(() -> {
            for (int i = 0; i < 2_501; i++) {
                publisher.add("k" + i, new byte[1]);
            }
        });
        await().until(() -> stream.requests().size() == 4);

        stream.release(failing(Kind.ACCESS_DENIED));

        assertThatThrownBy(adding::join).hasCauseInstanceOf(KinesisException.class);
        assertThat(stream.requests()).hasSize(4);
    }

    private RecordPublisher open(SinkSettings settings) {
        RecordPublisher publisher = new RecordPublisher(stream, settings, null);
        opened = publisher;
        return publisher;
    }

    private static void add(RecordPublisher publisher, String... keys) {
        for (String key : keys) {
            publisher.add(key, new byte[1]);
        }
    }

    private static Predicate<OutgoingRecord> keys(String... keys) {
        return record -> List.of(keys).contains(record.partitionKey());
    }

    private List<List<String>> sentKeys() {
        return stream.requests().stream()
                .map(request ->
                        request.stream().map(OutgoingRecord::partitionKey).toList())
                .toList();
    }

    private static void assertFails(ThrowingCallable call, Kind kind, String message) {
        assertThatThrownBy(call)
                .hasMessage(message)
                .asInstanceOf(InstanceOfAssertFactories.type(KinesisException.class))
                .extracting(KinesisException::kind)
                .isEqualTo(kind);
    }
}
