package io.recoflow.kinesis.source;

import io.recoflow.kinesis.KinesisSession;
import io.recoflow.local.process.TemporaryDirectory;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.ForeachWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.jspecify.annotations.Nullable;

/** A query that reads a test stream into a collector, started as often as a test likes with the same checkpoint. */
final class SourceQuery implements AutoCloseable {

    private final TemporaryDirectory checkpoint = TemporaryDirectory.create("recoflow-kinesis-");
    private final Map<String, String> options = new HashMap<>();
    private final Collector collector = new Collector();
    private @Nullable StreamingQuery last;

    SourceQuery(TestStream stream) {
        options.putAll(stream.options());
    }

    SourceQuery with(String option, String value) {
        options.put(option, value);
        return this;
    }

    Collector collected() {
        return collector;
    }

    TemporaryDirectory checkpoint() {
        return checkpoint;
    }

    StreamingQuery start() {
        return start(Trigger.ProcessingTime(0));
    }

    StreamingQuery start(Trigger trigger) {
        VoidFunction2<Dataset<Row>, Long> sink = collector::write;
        return start(trigger, sink);
    }

    StreamingQuery start(Trigger trigger, VoidFunction2<Dataset<Row>, Long> sink) {
        return started(writer(trigger).foreachBatch(sink));
    }

    StreamingQuery start(Trigger trigger, ForeachWriter<Row> sink) {
        return started(writer(trigger).outputMode("update").foreach(sink));
    }

    /** A batch query with the same options. */
    Dataset<Row> batch() {
        return KinesisSession.get()
                .read()
                .format("recoflow-kinesis")
                .options(options)
                .load();
    }

    private DataStreamWriter<Row> writer(Trigger trigger) {
        return KinesisSession.get()
                .readStream()
                .format("recoflow-kinesis")
                .options(options)
                .load()
                .writeStream()
                .option("checkpointLocation", checkpoint.path().toString())
                .trigger(trigger);
    }

    private StreamingQuery started(DataStreamWriter<Row> writer) {
        try {
            last = writer.start();
            return last;
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The query that was started last. */
    StreamingQuery last() {
        return Objects.requireNonNull(last);
    }

    /** @throws AssertionError with the reason, where the query that was started last has failed */
    void assertRuns() {
        if (last != null && last.exception().isDefined()) {
            throw new AssertionError("The query failed", last.exception().get());
        }
    }

    /** Runs until everything was read that was there. */
    void drain() throws StreamingQueryException {
        start(Trigger.AvailableNow()).awaitTermination();
    }

    @Override
    public void close() {
        for (StreamingQuery query : KinesisSession.get().streams().active()) {
            try {
                query.stop();
            } catch (TimeoutException e) {
                throw new IllegalStateException(e);
            }
        }
        checkpoint.close();
    }
}
