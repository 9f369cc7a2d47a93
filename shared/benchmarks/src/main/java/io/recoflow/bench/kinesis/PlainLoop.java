package io.recoflow.bench.kinesis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;

/** What a program without Spark would do, and so the least that is possible: GetRecords in a loop, a thread a shard. */
final class PlainLoop implements StreamReader {

    @Override
    public String name() {
        return "plain-loop";
    }

    @Override
    public Running start(BenchStream stream, Arrivals arrivals) {
        Loops loops = new Loops(stream, arrivals);
        stream.shards().forEach(loops::start);
        return loops;
    }

    private static final class Loops implements Running {

        private final BenchStream stream;
        private final Arrivals arrivals;
        private final List<Thread> threads = new ArrayList<>();
        private volatile boolean closed;
        private volatile @Nullable RuntimeException failure;

        Loops(BenchStream stream, Arrivals arrivals) {
            this.stream = stream;
            this.arrivals = arrivals;
        }

        void start(String shard) {
            Thread thread = new Thread(() -> run(shard), "plain-loop-" + shard);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }

        @Override
        public void check() {
            if (failure != null) {
                throw new IllegalStateException("Records cannot be read: " + failure.getMessage(), failure);
            }
        }

        @Override
        public void close() throws InterruptedException {
            closed = true;
            for (Thread thread : threads) {
                thread.join();
            }
        }

        private void run(String shard) {
            try {
                String iterator = stream.iterator(shard);
                while (!closed) {
                    long next = System.nanoTime() + BenchStream.POLL_INTERVAL.toNanos();
                    GetRecordsResponse page = stream.records(iterator);
                    for (Record record : page.records()) {
                        arrivals.add(record.data().asByteArrayUnsafe(), System.nanoTime());
                    }
                    iterator = page.nextShardIterator();
                    LockSupport.parkNanos(next - System.nanoTime());
                }
            } catch (RuntimeException e) {
                failure = e;
            }
        }
    }
}
