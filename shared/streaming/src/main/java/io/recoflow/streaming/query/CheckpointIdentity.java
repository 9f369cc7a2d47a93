package io.recoflow.streaming.query;

import static io.recoflow.runtime.storage.StorageFailures.retried;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.recoflow.kinesis.config.StartingPosition;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.report.Json;
import io.recoflow.runtime.storage.FileStorage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * What was settled when a job first started with its checkpoints, kept beside them as {@code job.json}.
 *
 * @param id names the job in the tables that it writes
 * @param startingPosition where the queries without a checkpoint begin. All at the same: {@code LATEST} has become a time
 */
public record CheckpointIdentity(int formatVersion, String id, String startingPosition) {

    private static final int FORMAT_VERSION = 1;
    private static final String FILE = "job.json";

    /**
     * Reads what was settled, or settles it.
     *
     * @param now asked where {@code LATEST} is to become a time
     * @throws JobException with exit code 6 where storage fails or the file is of another version
     */
    public static CheckpointIdentity in(
            String checkpoints, Configuration configuration, String startingPosition, Supplier<Instant> now) {
        return retried("open " + checkpoints, () -> {
            Path file = new Path(FileStorage.qualified(checkpoints, configuration), FILE);
            FileStorage storage = FileStorage.of(file, configuration);
            var known = storage.read(file);
            if (known.isPresent()) {
                return parsed(file, new String(known.get(), UTF_8));
            }
            CheckpointIdentity settled =
                    new CheckpointIdentity(FORMAT_VERSION, UUID.randomUUID().toString(), settled(startingPosition, now));
            storage.replace(file, Json.write(settled).getBytes(UTF_8));
            return settled;
        });
    }

    /** Left to the queries, {@code LATEST} would be the time when each first starts. */
    private static String settled(String position, Supplier<Instant> now) {
        return StartingPosition.LATEST.equals(StartingPosition.parse(position))
                ? "AT_TIMESTAMP " + now.get().truncatedTo(ChronoUnit.MILLIS)
                : position;
    }

    private static CheckpointIdentity parsed(Path file, String json) {
        CheckpointIdentity state;
        try {
            state = Json.read(json, CheckpointIdentity.class);
        } catch (IllegalArgumentException e) {
            throw unusable(file, String.valueOf(e.getMessage()));
        }
        if (state.formatVersion() != FORMAT_VERSION) {
            throw unusable(
                    file,
                    "its format version is " + state.formatVersion() + ", and this release knows " + FORMAT_VERSION);
        }
        return state;
    }

    private static JobException unusable(Path file, String cause) {
        return new JobException(
                ExitCode.STORAGE_FAILED,
                "Cannot use " + file,
                cause,
                "Run the release of Recoflow that wrote it, or give the job new --checkpoints");
    }
}
