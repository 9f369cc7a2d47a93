package io.recoflow.lake.hourly;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.delta.storage.HadoopFileSystemLogStore;
import io.recoflow.runtime.storage.FileStorage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Commits of Delta tables on S3 by several processes at once: one that finds its version taken tries the next. Delta's own
 * store for S3 looks for a version and then writes it, which is safe within one process only; here S3 decides, by a
 * conditional PUT.
 */
public final class ConditionalPutLogStore extends HadoopFileSystemLogStore {

    /** Delta makes it by this constructor. */
    public ConditionalPutLogStore(Configuration configuration) {
        super(configuration);
    }

    @Override
    public void write(Path path, Iterator<String> actions, Boolean overwrite, Configuration configuration)
            throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        while (actions.hasNext()) {
            lines.writeBytes(actions.next().getBytes(UTF_8));
            lines.write('\n');
        }
        FileStorage storage = FileStorage.of(path, configuration);
        if (overwrite) {
            storage.write(path, lines.toByteArray());
        } else if (!storage.createNew(path, lines.toByteArray())) {
            throw new FileAlreadyExistsException(path.toString());
        }
    }

    /** An object is there when its upload has ended. */
    @Override
    public Boolean isPartialWriteVisible(Path path, Configuration configuration) {
        return false;
    }
}
