package io.recoflow.runtime.version;

import static io.recoflow.runtime.storage.StorageFailures.retried;

import io.recoflow.runtime.storage.FileStorage;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * A copy of a pointer, for readers that do not see the pointer itself.
 *
 * @param pointer what counts
 * @param file the copy
 */
record PointerCopy(FileStorage storage, Path pointer, Path file) {

    /**
     * Brings the copy up to date. Who has written it looks at the pointer again, so the last of several runs leaves it
     * right.
     *
     * @param workshop in which the new content may stand until it takes the old one's place
     */
    void renew(Path workshop) {
        byte[] written = {};
        Optional<byte[]> content = read();
        while (content.isPresent() && !Arrays.equals(content.get(), written)) {
            byte[] next = content.get();
            retried("write " + file, () -> storage.replace(file, next, workshop));
            written = next;
            content = read();
        }
    }

    private Optional<byte[]> read() {
        return retried("read " + pointer, () -> storage.read(pointer));
    }
}
