package io.recoflow.kinesis.source;

import io.recoflow.kinesis.TestSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.Trigger;

/**
 * A driver of its own process: reads a stream into one file a batch, which a batch that comes again replaces. Arguments:
 * stream name, endpoint, folder, checkpoint, and {@code once} to end when all is read.
 */
final class NumbersToFiles {

    private NumbersToFiles() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[2]);
        VoidFunction2<Dataset<Row>, Long> sink = (batch, id) -> write(folder, batch, id);
        TestSession.get()
                .readStream()
                .format("recoflow-kinesis")
                .option("streamName", args[0])
                .option("endpoint", args[1])
                .option("region", "us-east-1")
                .option("startingPosition", "TRIM_HORIZON")
                .load()
                .writeStream()
                .option("checkpointLocation", args[3])
                .trigger(args[4].equals("once") ? Trigger.AvailableNow() : Trigger.ProcessingTime(0))
                .foreachBatch(sink)
                .start()
                .awaitTermination();
        System.exit(0);
    }

    private static void write(Path folder, Dataset<Row> batch, long id) throws IOException {
        List<String> numbers = batch.collectAsList().stream()
                .map(row -> String.valueOf(Collector.number(row)))
                .toList();
        Path unfinished = folder.resolve(id + ".unfinished");
        Files.write(unfinished, numbers);
        Files.move(unfinished, folder.resolve(id + ".txt"), StandardCopyOption.ATOMIC_MOVE);
    }
}
