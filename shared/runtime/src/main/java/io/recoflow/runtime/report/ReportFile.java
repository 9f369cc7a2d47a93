package io.recoflow.runtime.report;

import static io.recoflow.runtime.storage.StorageFailures.retried;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.recoflow.runtime.storage.FileStorage;
import io.recoflow.runtime.storage.WriteAccess;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Where a run's report goes. */
public final class ReportFile {

    private final FileStorage storage;
    private final Path path;

    public ReportFile(FileStorage storage, Path path) {
        this.storage = storage;
        this.path = path;
    }

    /**
     * The file that {@code --report} names. Opened before the work begins, so that a mistake is told before an hour of it.
     *
     * @throws io.recoflow.runtime.failure.JobException with exit code 6 where it cannot be written
     */
    public static ReportFile open(String uri, Configuration configuration) {
        return retried("open --report " + uri, () -> {
            Path path = FileStorage.qualified(uri, configuration);
            FileStorage storage = FileStorage.of(path, configuration);
            WriteAccess.requireToFile(storage, path);
            return new ReportFile(storage, path);
        });
    }

    public void write(RunReport<?> report) {
        byte[] json = Json.write(report).getBytes(UTF_8);
        retried("write the report " + path, () -> storage.write(path, json));
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
