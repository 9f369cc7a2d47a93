package io.recoflow.kinesis.sink;

import io.recoflow.kinesis.RefusedRecordHandler;
import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisStreamClient;
import io.recoflow.kinesis.client.OutgoingRecord;
import io.recoflow.kinesis.config.SinkSettings;
import io.recoflow.kinesis.sink.RequestSender.Answer;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
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
 * <p>What a shard refuses waits for that shard alone, and so do its further records until that is stored: the others go
 * on. For this the stream's shards are listed when one first refuses records; where that is not possible, all that is
 * refused waits together. At most {@value #MAX_IN_FLIGHT} batches are under way, and one request of each shard that
 * refuses records.
 *
 * <p>It holds at most 25 MiB, by {@link OutgoingRecord#sizeInMemory}: what waits, and what is under way, pauses before
 * retries included. Where further records for shards that refuse them would leave less than 10 MiB to the others,
 * {@link #add} waits.
 *
 * <p>The first failure ends it: from then on every call throws it. {@link #add} and {@link #flush} are for one thread.
 */
public final class RecordPublisher implements AutoCloseable {

    static final int MAX_IN_FLIGHT = 4;
    static final String THREAD_NAME = "recoflow-kinesis-publisher";

    private static final long MAX_BYTES = 25L << 20;

    /** Leaves room for a full batch of what no shard refuses. */
    private static final long MAX_LANE_BYTES = MAX_BYTES - RequestLimit.MAX_BYTES;

    private final RecordGate gate;
    private final ScheduledExecutorService timer;
    private final RequestLimit limit;
    private final BatchSender sender;
    private final Duration linger;

    // All below is guarded by this object's monitor; every change that somebody may wait for notifies.
    private final ShardLanes lanes;
    private OpenBatch open;
    private int inFlight;
    private long bytes;
    private boolean wakeUpIsSet;
    private @Nullable KinesisException failure;
    private boolean failureIsTold;
    private boolean closed;

    /** @param handler takes the records that Kinesis does not; null where they are an error */
    public RecordPublisher(KinesisStreamClient client, SinkSettings settings, @Nullable RefusedRecordHandler handler) {
        this.gate = new RecordGate(settings, handler);
        // What comes when it is closed is dropped.
        this.timer =
                new ScheduledThreadPoolExecutor(1, RecordPublisher::thread, new ThreadPoolExecutor.DiscardPolicy());
        this.limit = new RequestLimit(settings.client().callTimeout());
        this.open = new OpenBatch(limit);
        this.linger = settings.linger();
        RequestSender requests = new RequestSender(client, settings, limit, timer);
        this.sender = new BatchSender(requests, limit);
        this.lanes = new ShardLanes(
                requests,
                limit,
                new ShardDirectory(client, task -> thread(task).start(), System::nanoTime),
                timer,
                new ShardLanes.Owner(this::changed, this::stored, this::failed));
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, THREAD_NAME);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Takes a record to be sent soon. Waits where as much is held as may be.
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
        sendUntil(() -> take(record));
        sendIfDue();
        setWakeUp();
    }

    /** Whether there was room for a record. */
    private boolean take(OutgoingRecord record) {
        long size = record.sizeInMemory();
        Optional<ShardLane> lane = lanes.laneOf(record);
        if (bytes + size > MAX_BYTES
                || (lane.isPresent()
                        ? lanes.bytes() + size > MAX_LANE_BYTES
                        : !open.offer(record, System.nanoTime()))) {
            return false;
        }
        lane.ifPresent(own -> lanes.add(own, record));
        bytes += size;
        return true;
    }

    /**
     * Sends what waits, and returns when all is stored.
     *
     * @throws KinesisException when a record could not be stored
     * @throws UncheckedIOException when the thread is interrupted
     */
    public synchronized void flush() {
        sendUntil(() -> bytes == 0);
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
        open = new OpenBatch(limit);
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
        return open.isFull() || open.ageNanos(System.nanoTime()) >= linger.toNanos();
    }

    /** Sends what waits; false where nothing does, or where as much is under way as may be. */
    private boolean trySend() {
        if (open.isEmpty() || inFlight == MAX_IN_FLIGHT) {
            return false;
        }
        List<OutgoingRecord> batch = open.records();
        open = new OpenBatch(limit);
        inFlight++;
        var unused = sender.send(batch, answer -> changed(() -> answered(answer)))
                .thenAccept(result -> changed(() -> ended(result)));
        return true;
    }

    private void answered(Answer answer) {
        stored(answer.stored());
        if (answer.refusal() != null) {
            lanes.add(answer.refused());
        }
    }

    private void ended(Optional<KinesisException> result) {
        inFlight--;
        result.ifPresent(this::failed);
        sendIfDue();
    }

    private void stored(List<OutgoingRecord> records) {
        bytes -= records.stream().mapToLong(OutgoingRecord::sizeInMemory).sum();
    }

    private void failed(KinesisException reason) {
        if (failure == null) {
            failure = reason;
        }
    }

    /** Makes a change that somebody may wait for. */
    private synchronized void changed(Runnable change) {
        change.run();
        notifyAll();
    }

    /** One at a time: when it comes too early for a younger batch, it sets the next. */
    private void setWakeUp() {
        long wait = linger.toNanos() - open.ageNanos(System.nanoTime());
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
