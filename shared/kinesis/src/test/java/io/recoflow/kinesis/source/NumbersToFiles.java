package io.recoflow.kinesis.source;

import io.recoflow.kinesis.KinesisSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQueryListener;
import org.apache.spark.sql.streaming.Trigger;

/**
 * A driver of its own process: reads a stream into one file a batch, which a batch that comes again replaces. Arguments:
 * stream name, endpoint, folder, checkpoint, {@code once} to end when all is read, and perhaps options of the source as
 * {@code name=value}. It prints how many records were read from Kinesis.
 */
final class NumbersToFiles {

    private NumbersToFiles() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[2]);
        VoidFunction2<Dataset<Row>, Long> sink = (batch, id) -> write(folder, batch, id);
        SparkSession session = KinesisSession.get();
        session.streams().addListener(new PrintedProgress());
        session.readStream()
                .format("recoflow-kinesis")
                .option("streamName", args[0])
                .option("endpoint", args[1])
                .option("region", "us-east-1")
                .option("startingPosition", "TRIM_HORIZON")
                .options(options(args))
                .load()
                .writeStream()
                .option("checkpointLocation", args[3])
                .trigger(args[4].equals("once") ? Trigger.AvailableNow() : Trigger.ProcessingTime(0))
                .foreachBatch(sink)
                .start()
                .awaitTermination();
        System.exit(0);
    }

    private static Map<String, String> options(String[] args) {
        return Arrays.stream(args)
                .skip(5)
                .map(each -> each.split("=", 2))
                .collect(Collectors.toMap(each -> each[0], each -> each[1]));
    }

    private static void write(Path folder, Dataset<Row> batch, long id) throws IOException {
        List<String> numbers = batch.collectAsList().stream()
                .map(row -> String.valueOf(Collector.number(row)))
                .toList();
        Path unfinished = folder.resolve(id + ".unfinished");
        Files.write(unfinished, numbers);
        Files.move(unfinished, folder.resolve(id + ".txt"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static final class PrintedProgress extends StreamingQueryListener {

        @Override
        public void onQueryStarted(QueryStartedEvent event) {}

        @Override
        public void onQueryProgress(QueryProgressEvent event) {
            System.out.printf(
                    "batch %d recordsRead %s%n",
                    event.progress().batchId(),
                    event.progress().sources()[0].metrics().get("recordsRead"));
        }

        @Override
        public void onQueryTerminated(QueryTerminatedEvent event) {}
    }
}
