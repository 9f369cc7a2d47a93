package io.recoflow.bench.kinesis;

import java.util.Objects;
import org.apache.spark.sql.ForeachWriter;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** A sink that notes each record as it comes. Spark copies it into every task. */
final class ArrivalWriter extends ForeachWriter<Row> {

    private static final long serialVersionUID = 1;

    private final String name;
    private transient @Nullable Arrivals arrivals;

    /** @param name of the {@link Arrivals} */
    ArrivalWriter(String name) {
        this.name = name;
    }

    @Override
    public boolean open(long partition, long epoch) {
        arrivals = Arrivals.named(name);
        return true;
    }

    @Override
    public void process(Row row) {
        Objects.requireNonNull(arrivals).add(row.getAs("data"), System.nanoTime());
    }

    @Override
    public void close(Throwable failure) {
        // Nothing is held.
    }
}
