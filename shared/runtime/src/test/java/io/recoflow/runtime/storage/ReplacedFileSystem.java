package io.recoflow.runtime.storage;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** A local folder whose files are replaced, as S3A tells it, between a reader's look at them and its reading. */
public final class ReplacedFileSystem extends RawLocalFileSystem {

    static final String SCHEME = "replaced";

    /** Hadoop makes file systems by the name of their class. */
    private static final AtomicInteger LEFT = new AtomicInteger();

    /** By the name that S3A's has. */
    static final class RemoteFileChangedException extends IOException {
        private static final long serialVersionUID = 1;

        RemoteFileChangedException(Path file) {
            super(file + " changed");
        }
    }

    /** So many of the next readers meet with a replaced file. */
    static void replaceFor(int readers) {
        LEFT.set(readers);
    }

    static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set("fs." + SCHEME + ".impl", ReplacedFileSystem.class.getName());
        return configuration;
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    @Override
    public FSDataInputStream open(Path file, int buffer) throws IOException {
        if (LEFT.getAndDecrement() > 0) {
            throw new RemoteFileChangedException(file);
        }
        return super.open(file, buffer);
    }
}
