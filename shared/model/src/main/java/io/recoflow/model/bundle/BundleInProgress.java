package io.recoflow.model.bundle;

import static io.recoflow.runtime.storage.StorageFailures.retried;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.recoflow.runtime.report.Json;
import io.recoflow.runtime.storage.FileStorage;
import io.recoflow.runtime.storage.FileStorage.FileContent;
import io.recoflow.runtime.version.VersionInProgress;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;

/** A version that is being written, and removed where it is closed before it was published. For one caller. */
public final class BundleInProgress implements AutoCloseable {

    private final VersionInProgress version;
    private final FileStorage storage;
    private final Map<String, FileDigest> files = new TreeMap<>();

    BundleInProgress(VersionInProgress version, FileStorage storage) {
        this.version = version;
        this.storage = storage;
    }

    public String version() {
        return version.name().toString();
    }

    /** The bundle's folder, with its scheme. */
    public String location() {
        return version.folder().toString();
    }

    /**
     * Writes a file.
     *
     * @param file below the bundle's folder
     * @param content called again where storage fails
     */
    public void write(String file, FileContent content) {
        Path path = new Path(version.folder(), file);
        FileDigest digest = retried("write " + path, () -> {
            DigestSink sink = new DigestSink();
            storage.write(path, stream -> content.writeTo(sink.onTheWayTo(stream)));
            return sink.digest();
        });
        files.put(file, digest);
    }

    /** The files that were written, for the manifest. */
    public Map<String, FileDigest> files() {
        return Map.copyOf(files);
    }

    /**
     * Makes the version the present one, unless a newer one is that already.
     *
     * @throws IllegalArgumentException where the manifest does not fit what was written
     */
    public void publish(Manifest manifest) {
        version.publish(content(manifest));
    }

    /**
     * Makes the version a whole one that is not the present one, until somebody names it in {@code _latest}.
     *
     * @throws IllegalArgumentException where the manifest does not fit what was written
     */
    public void keepUnpublished(Manifest manifest) {
        version.keep(content(manifest));
    }

    private byte[] content(Manifest manifest) {
        if (!manifest.problems().isEmpty() || !manifest.version().equals(version())) {
            throw new IllegalArgumentException(
                    "Not a manifest of " + version() + ": " + String.join("; ", manifest.problems()));
        }
        return Json.write(manifest).getBytes(UTF_8);
    }

    /** Removes the version unless it was published or kept, or {@code _latest} names it nevertheless. */
    @Override
    public void close() {
        version.close();
    }

    /** Digests what passes. */
    private static final class DigestSink {

        private final MessageDigest digest = Digests.sha256();
        private long bytes;

        OutputStream onTheWayTo(OutputStream stream) {
            return new OutputStream() {
                @Override
                public void write(int each) throws IOException {
                    write(new byte[] {(byte) each}, 0, 1);
                }

                @Override
                public void write(byte[] content, int offset, int length) throws IOException {
                    stream.write(content, offset, length);
                    digest.update(content, offset, length);
                    bytes += length;
                }

                @Override
                public void flush() throws IOException {
                    stream.flush();
                }
            };
        }

        FileDigest digest() {
            return new FileDigest(HexFormat.of().formatHex(digest.digest()), bytes);
        }
    }
}
