package io.recoflow.kinesis.source;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.sql.ForeachWriter;
import org.apache.spark.sql.Row;

/** A sink that remembers the numbers of a real-time query. */
final class ReceivedNumbers extends ForeachWriter<Row> {

    /** What the writers of this process got: Spark makes copies of a writer. */
    static final Queue<Integer> ALL = new ConcurrentLinkedQueue<>();

    private static final long serialVersionUID = 1;

    @Override
    public boolean open(long partition, long epoch) {
        return true;
    }

    @Override
    public void process(Row row) {
        ALL.add(Collector.number(row));
    }

    @Override
    public void close(Throwable failure) {
        // Nothing is held.
    }
}
