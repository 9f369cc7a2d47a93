package io.recoflow.kinesis.source;

import io.recoflow.kinesis.client.KinesisClients;
import io.recoflow.kinesis.client.KinesisRecord;
import io.recoflow.kinesis.config.SourceSettings;
import io.recoflow.kinesis.read.ShardFeeds;
import io.recoflow.kinesis.remote.ExecutorTails;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.util.TaskCompletionListener;

/** Opens readers in the executors. */
record KinesisReaderFactory(SourceSettings settings, Duration retention, TaskMetrics metrics)
        implements PartitionReaderFactory {

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        if (partition instanceof CarriedPartition carried) {
            return new CarriedReader(carried.slice(), RecordCodec.decode(carried.encoded()), metrics);
        }
        ShardFeeds feeds = new ShardFeeds(KinesisClients.of(settings.client()), settings, retention, metrics);
        if (partition instanceof RangePartition range) {
            return held(range)
                    .<PartitionReader<InternalRow>>map(records -> new CarriedReader(range.slice(), records, metrics))
                    .orElseGet(() -> new RangeReader(range, feeds, metrics));
        }
        if (partition instanceof ArrivalPartition arrivals) {
            return new ArrivalReader(arrivals, feeds, metrics);
        }
        if (partition instanceof RealTimePartition realTime) {
            RealTimeReader reader = new RealTimeReader(realTime, feeds, metrics);
            // Spark does not close readers in real-time mode.
            TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> reader.close());
            return reader;
        }
        throw new IllegalArgumentException("Not a partition of recoflow-kinesis: " + partition);
    }

    /** The records that this executor has read ahead; nothing where it has not, or no longer. */
    private static Optional<List<KinesisRecord>> held(RangePartition range) {
        return Optional.ofNullable(range.holder())
                .flatMap(holder -> ExecutorTails.records(
                        holder, range.slice().shardId(), range.from().position(), range.to()));
    }
}
