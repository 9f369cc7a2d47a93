package io.recoflow.streaming.query;

import static io.recoflow.runtime.storage.StorageFailures.retried;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.report.Json;
import io.recoflow.runtime.storage.FileStorage;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * What was settled when a job first started with its checkpoints, kept beside them as {@code job.json}.
 *
 * @param id names the job in the tables that it writes
 * @param startingPosition where the queries without a checkpoint begin; all at the same
 */
public record CheckpointIdentity(int formatVersion, String id, String startingPosition) {

    private static final int FORMAT_VERSION = 1;
    private static final String FILE = "job.json";

    /**
     * Reads what was settled, or settles it.
     *
     * @param startingPosition asked on the first start, for a position that is the same whenever a query begins at it
     * @throws JobException with exit code 6 where storage fails or the file is of another version
     */
    public static CheckpointIdentity in(
            String checkpoints, Configuration configuration, Supplier<String> startingPosition) {
        return retried("open " + checkpoints, () -> {
            Path file = new Path(FileStorage.qualified(checkpoints, configuration), FILE);
            FileStorage storage = FileStorage.of(file, configuration);
            var known = storage.read(file);
            if (known.isPresent()) {
                return parsed(file, new String(known.get(), UTF_8));
            }
            CheckpointIdentity settled =
                    new CheckpointIdentity(FORMAT_VERSION, UUID.randomUUID().toString(), startingPosition.get());
            storage.replace(file, Json.write(settled).getBytes(UTF_8));
            return settled;
        });
    }

    private static CheckpointIdentity parsed(Path file, String json) {
        CheckpointIdentity identity;
        try {
            identity = Json.read(json, CheckpointIdentity.class);
        } catch (IllegalArgumentException e) {
            throw unusable(file, String.valueOf(e.getMessage()));
        }
        if (identity.formatVersion() != FORMAT_VERSION) {
            throw unusable(
                    file,
                    "its format version is " + identity.formatVersion() + ", and this release knows " + FORMAT_VERSION);
        }
        return identity;
    }

    private static JobException unusable(Path file, String cause) {
        return new JobException(
                ExitCode.STORAGE_FAILED,
                "Cannot use " + file,
                cause,
                "Run the release of Recoflow that wrote it, or give the job new --checkpoints");
    }
}
