package io.recoflow.lake.parquet;

import static io.recoflow.runtime.storage.StorageFailures.retried;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.storage.FileStorage;
import io.recoflow.runtime.storage.StoredFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/** Holds the files of a folder against what the tasks say that they wrote. */
public final class WrittenFolder {

    private WrittenFolder() {}

    /**
     * Makes sure that exactly the written files are there, each with its size. Another file is removed: a try of a task
     * that failed may have written partitions that its next try did not meet.
     *
     * @param others names of files directly in the folder that are none of the tasks'
     * @throws JobException with {@link ExitCode#STORAGE_FAILED} where a file is missing or has another size
     */
    public static void verify(FileStorage storage, Path folder, List<WrittenFile> files, Set<String> others) {
        Map<String, Long> expected = new HashMap<>();
        files.forEach(file -> expected.put(file.path(), file.bytes()));
        for (StoredFile found : retried("list " + folder, () -> storage.filesBelow(folder))) {
            String path = found.path();
            if (others.contains(path)) {
                continue;
            }
            Long bytes = expected.remove(path);
            if (bytes == null) {
                Path file = new Path(folder, path);
                retried("delete " + file, () -> storage.delete(file));
            } else if (bytes != found.bytes()) {
                throw damaged(folder, path, "it has " + found.bytes() + " bytes instead of " + bytes);
            }
        }
        expected.keySet().stream().findFirst().ifPresent(path -> {
            throw damaged(folder, path, "it is not there");
        });
    }

    private static JobException damaged(Path folder, String path, String cause) {
        return new JobException(
                ExitCode.STORAGE_FAILED,
                "Cannot finish " + folder,
                "the file " + path + " was written, but " + cause,
                "Check what else writes to the lake, then run the job again; the last snapshot is untouched");
    }
}
