package io.recoflow.local.platformclient;

import io.recoflow.local.kinesis.client.KinesisConnection;
import io.recoflow.local.kinesis.client.StreamLocation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.model.Record;

/**
 * The shop's side of the recommendations stream: reads all shards, also those that appear later, and counts what comes.
 * A request that fails is counted and made again. Its methods may be called from any thread.
 */
public final class PlatformClient implements AutoCloseable {
    private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();

    private final KinesisConnection kinesis;
    private final AnswerTail tail;
    private final Receipts receipts;
    private final Consumer<String> listener;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable String lastFailure;

    private PlatformClient(StreamLocation location, PlatformClientSettings settings, Consumer<String> listener) {
        this.kinesis = KinesisConnection.open(location);
        this.tail = new AnswerTail(kinesis.client(), location.stream());
        this.receipts = new Receipts(settings.rememberedSessions());
        this.listener = listener;
        this.thread = new Thread(() -> run(settings.pollInterval()), "platform-client");
        thread.setDaemon(true);
    }

    /** Reads what is put from now on, five times a second. */
    public static PlatformClient open(StreamLocation location) {
        return open(location, PlatformClientSettings.DEFAULT);
    }

    /** Reads a stream in a thread of its own. */
    public static PlatformClient open(StreamLocation location, PlatformClientSettings settings) {
        return open(location, settings, answer -> {});
    }

    /**
     * Reads a stream in a thread of its own. It has its place in all shards when this returns.
     *
     * @param listener given each answer's JSON; it holds up the reading
     * @throws IllegalStateException when the stream cannot be read
     */
    public static PlatformClient open(
            StreamLocation location, PlatformClientSettings settings, Consumer<String> listener) {
        PlatformClient client = new PlatformClient(location, settings, listener);
        try {
            switch (settings.startingPosition()) {
                case LATEST -> client.tail.beginAtEnd();
                case TRIM_HORIZON -> client.tail.beginWithOldest();
            }
        } catch (CompletionException e) {
            client.kinesis.close();
            throw new IllegalStateException(
                    "Cannot read stream " + location.stream() + ": "
                            + KinesisConnection.cause(e).getMessage()
                            + ". Check the stream, its region and the endpoint",
                    e);
        }
        client.thread.start();
        return client;
    }

    /** What came since the client was opened or {@link #reset}. */
    public PlatformStatistics statistics() {
        return receipts.statistics();
    }

    /** Why a request failed, of the last one that did. */
    public Optional<String> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }

    /**
     * Counts from zero again, as after a warm-up. A second answer to an event from before is still a duplicate, and what
     * was remembered of sessions is kept.
     */
    public void reset() {
        receipts.reset();
    }

    /** The sessions whose answers are kept: the first ones, as many as the settings say. */
    public Set<String> rememberedSessions() {
        return receipts.sessions();
    }

    /** The JSON of all answers in a remembered session, in the order in which they came; empty for any other. */
    public List<String> answers(String sessionId) {
        return receipts.answers(sessionId);
    }

    /** Waits until all these events have an answer; whether they have within the time. */
    public boolean awaitAnswered(Set<String> eventIds, Duration limit) {
        return await(() -> receipts.haveAnswered(eventIds), limit);
    }

    /** Waits until so many events were answered since {@link #reset}; whether they were within the time. */
    public boolean awaitAnswered(long events, Duration limit) {
        return await(() -> receipts.events() >= events, limit);
    }

    /** Reads no more; what was counted stays. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        LockSupport.unpark(thread);
        thread.join();
        kinesis.close();
    }

    private void run(Duration pollInterval) {
        long wake = System.nanoTime();
        while (!closed) {
            for (Throwable failure : tail.poll(this::receive)) {
                lastFailure = String.valueOf(failure.getMessage());
                receipts.addFailedRead();
            }
            wake = Math.max(wake + pollInterval.toNanos(), System.nanoTime());
            LockSupport.parkNanos(wake - System.nanoTime());
        }
    }

    private void receive(Record record, Instant received) {
        Optional<Answer> answer = Answer.parse(record.data().asByteArrayUnsafe());
        if (answer.isPresent()) {
            receipts.add(answer.get(), received);
            listener.accept(answer.get().json());
        } else {
            receipts.addUnreadable();
        }
    }

    private static boolean await(BooleanSupplier condition, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }
}
