package io.recoflow.model.bundle;

import static io.recoflow.runtime.storage.StorageFailures.retried;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.recoflow.runtime.report.Json;
import io.recoflow.runtime.storage.FileStorage.FileContent;
import io.recoflow.runtime.storage.FileStorage;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;

/** A version that is being written, and removed where it is closed before it was published. For one caller. */
public final class BundleInProgress implements AutoCloseable {

    private final ModelArtifacts artifacts;
    private final FileStorage storage;
    private final Path folder;
    private final String version;
    private final Map<String, FileDigest> files = new TreeMap<>();
    private boolean published;

    BundleInProgress(ModelArtifacts artifacts, FileStorage storage, Path folder, String version) {
        this.artifacts = artifacts;
        this.storage = storage;
        this.folder = folder;
        this.version = version;
    }

    public String version() {
        return version;
    }

    /** The bundle's folder, with its scheme. */
    public String location() {
        return folder.toString();
    }

    /**
     * Writes a file.
     *
     * @param file below the bundle's folder
     * @param content called again where storage fails
     */
    public void write(String file, FileContent content) {
        Path path = new Path(folder, file);
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
     * Makes the version the present one.
     *
     * @throws IllegalArgumentException where the manifest does not fit what was written
     */
    public void publish(Manifest manifest) {
        if (!manifest.problems().isEmpty() || !manifest.version().equals(version)) {
            throw new IllegalArgumentException(
                    "Not a manifest of " + version + ": " + String.join("; ", manifest.problems()));
        }
        byte[] content = Json.write(manifest).getBytes(UTF_8);
        Path file = new Path(folder, ModelBundle.MANIFEST);
        retried("write " + file, () -> storage.write(file, content));
        artifacts.point(version);
        published = true;
        Path claim = new Path(folder, ModelArtifacts.CLAIM);
        retried("delete " + claim, () -> storage.delete(claim));
    }

    @Override
    public void close() {
        if (!published) {
            retried("delete " + folder, () -> storage.delete(folder));
        }
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
