package io.recoflow.local.activity;

import io.recoflow.local.activity.SimulatedRecord.Kind;
import io.recoflow.local.kinesis.client.KinesisConnection;
import io.recoflow.local.platformclient.EventIds;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;

/** Puts records until the stream has taken them, and counts them. Thread-safe. */
final class RecordSender {
    /** With the pauses between them, these take about six seconds. */
    private static final int ATTEMPTS_IN_VAIN = 10;

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final KinesisAsyncClient kinesis;
    private final String stream;
    private final long seed;
    private final EventIds taken = new EventIds();
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private long unanswered;

    /** @param seed what the events' ids begin with */
    RecordSender(KinesisAsyncClient kinesis, String stream, long seed) {
        this.kinesis = kinesis;
        this.stream = stream;
        this.seed = seed;
    }

    /**
     * Returns when the stream has taken all records. What it refuses is sent again, and so is a request that fails.
     *
     * @param records as many as one request may hold
     * @throws IllegalStateException when nothing was taken in ten attempts, or the stream is not there
     */
    void put(List<SimulatedRecord> records) {
        List<SimulatedRecord> waiting = records;
        int inVain = 0;
        while (!waiting.isEmpty()) {
            String problem;
            try {
                PutRecordsResponse response = request(waiting);
                List<SimulatedRecord> refused = refused(waiting, response);
                inVain = refused.size() < waiting.size() ? 0 : inVain + 1;
                waiting = refused;
                problem = "the stream refuses them";
            } catch (CompletionException e) {
                Throwable cause = KinesisConnection.cause(e);
                if (isFinal(cause)) {
                    throw failure(cause.getMessage(), e);
                }
                countUnanswered();
                inVain++;
                problem = String.valueOf(cause.getMessage());
            }
            if (inVain == ATTEMPTS_IN_VAIN) {
                throw failure(problem, null);
            }
            if (!waiting.isEmpty()) {
                LockSupport.parkNanos(Math.min(LONGEST_PAUSE_NANOS, FIRST_PAUSE_NANOS << inVain));
            }
        }
    }

    synchronized SentRecords sent() {
        return new SentRecords(
                counts.getOrDefault(Kind.ACTIVITY, 0L),
                counts.getOrDefault(Kind.MALFORMED, 0L),
                counts.getOrDefault(Kind.OTHER_TYPE, 0L),
                unanswered);
    }

    EventIds taken() {
        return taken;
    }

    private PutRecordsResponse request(List<SimulatedRecord> records) {
        List<PutRecordsRequestEntry> entries = records.stream()
                .map(record -> PutRecordsRequestEntry.builder()
                        .partitionKey(record.partitionKey())
                        .explicitHashKey(record.explicitHashKey())
                        .data(SdkBytes.fromByteArrayUnsafe(record.data()))
                        .build())
                .toList();
        return kinesis.putRecords(request -> request.streamName(stream).records(entries))
                .join();
    }

    private synchronized List<SimulatedRecord> refused(List<SimulatedRecord> sent, PutRecordsResponse response) {
        List<SimulatedRecord> refused = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            SimulatedRecord record = sent.get(i);
            if (response.records().get(i).errorCode() != null) {
                refused.add(record);
            } else {
                counts.merge(record.kind(), 1L, Long::sum);
                if (record.kind() == Kind.ACTIVITY) {
                    taken.add(ActivityEvents.eventId(seed, record.eventNumber()));
                }
            }
        }
        return refused;
    }

    private synchronized void countUnanswered() {
        unanswered++;
    }

    /** Whether trying again cannot help. */
    private static boolean isFinal(Throwable cause) {
        return cause instanceof SdkServiceException service
                && service.statusCode() < 500
                && !service.isThrottlingException();
    }

    private IllegalStateException failure(@Nullable String cause, @Nullable Throwable trigger) {
        return new IllegalStateException(
                "Cannot put activity into stream " + stream + ": " + cause
                        + ". Check the stream, its region and the endpoint",
                trigger);
    }
}
