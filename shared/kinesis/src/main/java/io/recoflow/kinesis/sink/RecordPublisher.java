package io.recoflow.kinesis.sink;

import io.recoflow.kinesis.RefusedRecordHandler;
import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisStreamClient;
import io.recoflow.kinesis.client.OutgoingRecord;
import io.recoflow.kinesis.config.SinkSettings;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends records to a stream in batches. A batch goes when it is full or when its oldest record has waited for
 * {@code linger}; a thread of its own sees to that, so no further record need come.
 *
 * <p>At least once: when {@link #flush} returns, every record that was added is stored. One is stored twice where a
 * request failed after Kinesis had stored it, or where Spark runs the task again. The order is not kept, not even that of
 * one key: requests are under way side by side, and what failed comes after what did not.
 *
 * <p>It holds at most one batch that waits and {@value #MAX_IN_FLIGHT} that are under way, pauses before retries
 * included: 25 MiB, or as many of the largest records where these are larger than 5 MiB.
 *
 * <p>The first failure ends it: from then on every call throws it. {@link #add} and {@link #flush} are for one thread.
 */
public final class RecordPublisher implements AutoCloseable {

    static final int MAX_IN_FLIGHT = 4;
    static final String THREAD_NAME = "recoflow-kinesis-publisher";

    private final RecordGate gate;
    private final ScheduledExecutorService timer;
    private final BatchSender sender;
    private final long lingerNanos;

    // All below is guarded by this object's monitor; every change that somebody may wait for notifies.
    private OpenBatch open = new OpenBatch();
    private int inFlight;
    private boolean wakeUpIsSet;
    private @Nullable KinesisException failure;
    private boolean failureIsTold;
    private boolean closed;

    /** @param handler takes the records that Kinesis does not; null where they are an error */
    public RecordPublisher(KinesisStreamClient client, SinkSettings settings, @Nullable RefusedRecordHandler handler) {
        this.gate = new RecordGate(settings, handler);
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, THREAD_NAME);
            thread.setDaemon(true);
            return thread;
        });
        this.sender = new BatchSender(client, settings, timer);
        this.lingerNanos = settings.linger().toNanos();
    }

    /**
     * Takes a record to be sent soon. Waits where as much is under way as may be.
     *
     * @param partitionKey 1 to 256 characters, or the record is refused
     * @param data not to be changed any more; null is refused
     * @throws KinesisException when an earlier record could not be stored, or this one is refused and there is no handler
     * @throws UncheckedIOException when the thread is interrupted
     */
    public void add(@Nullable String partitionKey, byte @Nullable [] data) {
        ensureUsable();
        // Without the lock, which a handler might hold for long.
        OutgoingRecord record = gate.admit(partitionKey, data);
        if (record != null) {
            accept(record);
        }
    }

    private synchronized void accept(OutgoingRecord record) {
        sendUntil(() -> open.hasRoomFor(record));
        open.add(record, System.nanoTime());
        sendIfDue();
        setWakeUp();
    }

    /**
     * Sends what waits, and returns when all is stored.
     *
     * @throws KinesisException when a record could not be stored
     * @throws UncheckedIOException when the thread is interrupted
     */
    public synchronized void flush() {
        sendUntil(() -> open.isEmpty() && inFlight == 0);
    }

    /**
     * Ends it at once. What {@link #flush} has not confirmed may be stored or not.
     *
     * @throws KinesisException when a record could not be stored, and no call has thrown that yet
     */
    @Override
    public synchronized void close() {
        closed = true;
        timer.shutdownNow();
        open = new OpenBatch();
        notifyAll();
        if (!failureIsTold) {
            throwFailure();
        }
    }

    /** Sends, and waits for requests to end, until something is so. */
    private void sendUntil(BooleanSupplier condition) {
        try {
            ensureUsable();
            while (!condition.getAsBoolean()) {
                if (!trySend()) {
                    wait();
                }
                ensureUsable();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            InterruptedIOException stopped = new InterruptedIOException("Sending to Kinesis was interrupted");
            stopped.initCause(interrupted);
            throw new UncheckedIOException(stopped);
        }
    }

    private void sendIfDue() {
        if (!closed && failure == null && isDue()) {
            trySend();
        }
    }

    private boolean isDue() {
        return open.isFull() || open.ageNanos(System.nanoTime()) >= lingerNanos;
    }

    /** Sends what waits; false where nothing does, or where as much is under way as may be. */
    private boolean trySend() {
        if (open.isEmpty() || inFlight == MAX_IN_FLIGHT) {
            return false;
        }
        List<OutgoingRecord> batch = open.records();
        open = new OpenBatch();
        inFlight++;
        var unused = sender.send(batch).thenAccept(this::ended);
        return true;
    }

    private synchronized void ended(Optional<KinesisException> result) {
        inFlight--;
        if (failure == null) {
            failure = result.orElse(null);
        }
        sendIfDue();
        notifyAll();
    }

    /** One at a time: when it comes too early for a younger batch, it sets the next. */
    private void setWakeUp() {
        long wait = lingerNanos - open.ageNanos(System.nanoTime());
        // What is due already goes as soon as a request ends.
        if (!wakeUpIsSet && !closed && !open.isEmpty() && wait > 0) {
            wakeUpIsSet = true;
            var unused = timer.schedule(this::wakeUp, wait, TimeUnit.NANOSECONDS);
        }
    }

    private synchronized void wakeUp() {
        wakeUpIsSet = false;
        sendIfDue();
        setWakeUp();
    }

    private synchronized void ensureUsable() {
        throwFailure();
        if (closed) {
            throw new IllegalStateException("Records cannot be sent: the publisher is closed. Use a new one");
        }
    }

    private void throwFailure() {
        if (failure != null) {
            failureIsTold = true;
            // Anew, because several callers may add to it; the stack of the cause is that of another thread.
            throw new KinesisException(failure.kind(), String.valueOf(failure.getMessage()), failure);
        }
    }
}
