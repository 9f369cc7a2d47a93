package io.recoflow.kinesis.source;

import io.recoflow.kinesis.offset.KinesisOffset;
import io.recoflow.kinesis.offset.KinesisOffsetJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.execution.streaming.checkpointing.CheckpointFileManager;
import org.apache.spark.sql.execution.streaming.checkpointing.CheckpointFileManager.CancellableFSDataOutputStream;

/**
 * Where the query began, kept under the source's checkpoint path: otherwise a query that fails before its first batch
 * is logged would begin at another LATEST, and lose what came between.
 */
final class InitialOffsetFile {

    private static final String NAME = "initial-offset.json";

    private final Path file;
    private final CheckpointFileManager files;

    InitialOffsetFile(String checkpointLocation, Configuration configuration) {
        Path folder = new Path(checkpointLocation);
        this.file = new Path(folder, NAME);
        this.files = CheckpointFileManager.create(folder, configuration);
    }

    KinesisOffset readOr(Supplier<KinesisOffset> first) {
        try {
            if (files.exists(file)) {
                try (InputStream in = files.open(file)) {
                    return KinesisOffsetJson.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            KinesisOffset offset = first.get();
            files.mkdirs(file.getParent());
            CancellableFSDataOutputStream out = files.createAtomic(file, false);
            try {
                out.write(offset.json().getBytes(StandardCharsets.UTF_8));
                out.close();
            } catch (IOException e) {
                out.cancel();
                throw e;
            }
            return offset;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The query's starting position cannot be kept in " + file + ": " + e.getMessage()
                            + ". Give the query a checkpoint location that it may read and write",
                    e);
        }
    }
}
