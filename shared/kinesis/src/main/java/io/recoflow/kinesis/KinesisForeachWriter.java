package io.recoflow.kinesis;

import io.recoflow.kinesis.client.KinesisClients;
import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.config.SinkSettings;
import io.recoflow.kinesis.sink.RecordColumns;
import io.recoflow.kinesis.sink.RecordPublisher;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.ForeachWriter;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The sink for real-time mode, where Spark does not admit {@code format("recoflow-kinesis")}: {@code
 * writeStream().foreach(KinesisForeachWriter.of(options))}. A record is sent when it has waited for {@code linger},
 * whether a further row comes or not. The rows have the columns {@code partitionKey} (string) and {@code data} (binary or
 * string), and no other. The options are those of the sink.
 *
 * <p>Guarantees are those of {@link RecordPublisher}: every record at least once, in no order. A record that cannot be
 * stored fails the task with the next row, or at the end of the batch where none comes.
 */
public final class KinesisForeachWriter extends ForeachWriter<Row> {

    private final SinkSettings settings;
    private final @Nullable RefusedRecordHandler handler;
    private transient @Nullable RecordPublisher publisher;
    private transient @Nullable RecordColumns columns;

    private KinesisForeachWriter(SinkSettings settings, @Nullable RefusedRecordHandler handler) {
        this.settings = settings;
        this.handler = handler;
    }

    /**
     * A writer to the stream that the options name.
     *
     * @throws IllegalArgumentException with everything that is wrong with the options
     */
    public static KinesisForeachWriter of(Map<String, String> options) {
        return new KinesisForeachWriter(SinkSettings.of(options), null);
    }

    /** The same writer, where records that Kinesis does not take go to a handler instead of failing the query. */
    public KinesisForeachWriter withRefused(RefusedRecordHandler refusedRecords) {
        return new KinesisForeachWriter(settings, refusedRecords);
    }

    @Override
    public boolean open(long partitionId, long epochId) {
        publisher = new RecordPublisher(KinesisClients.of(settings.client()), settings, handler);
        return true;
    }

    @Override
    public void process(Row row) {
        if (columns == null) {
            // All rows of a query have the same columns.
            columns = RecordColumns.of(row.schema());
        }
        Objects.requireNonNull(publisher, "process before open").add(columns.partitionKey(row), columns.data(row));
    }

    /**
     * Returns when all is stored, or gives up what is not where the task has failed.
     *
     * @throws KinesisException when a record could not be stored
     */
    @Override
    public void close(@Nullable Throwable errorOrNull) {
        RecordPublisher ending = publisher;
        publisher = null;
        if (ending == null) {
            return;
        }
        if (errorOrNull == null) {
            try (ending) {
                ending.flush();
            }
        } else {
            abandon(ending, errorOrNull);
        }
    }

    private static void abandon(RecordPublisher ending, Throwable error) {
        try {
            ending.close();
        } catch (KinesisException failure) {
            error.addSuppressed(failure);
        }
    }
}
