package io.recoflow.model.bundle;

import static io.recoflow.runtime.storage.StorageFailures.retried;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.report.Json;
import io.recoflow.runtime.storage.FileStorage;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The versions of a model, and which is the present one:
 *
 * <pre>
 * &lt;root&gt;/20261120T080000Z/…    a bundle; whole when it has its manifest.json
 * &lt;root&gt;/_latest              JSON that names the present version; replaced in one write, last of all
 * </pre>
 *
 * Versions never change, so whoever has opened one goes on with it when another becomes the present one.
 */
public final class ModelArtifacts {

    static final String POINTER = "_latest";

    /** Claims a folder, so that two trainers of the same second do not write into one. */
    static final String CLAIM = "_writing";

    private final FileStorage storage;
    private final Path root;
    private final Clock clock;

    private ModelArtifacts(FileStorage storage, Path root, Clock clock) {
        this.storage = storage;
        this.root = root;
        this.clock = clock;
    }

    /** @throws JobException with exit code 6 where there is no such file system */
    public static ModelArtifacts open(String uri, Configuration configuration, Clock clock) {
        return retried("open " + uri, () -> {
            Path root = FileStorage.qualified(uri, configuration);
            return new ModelArtifacts(FileStorage.of(root, configuration), root, clock);
        });
    }

    /**
     * The present bundle.
     *
     * @throws JobException with exit code 5 where there is none, or it is unusable
     */
    public ModelBundle latest() {
        String version = latestVersion()
                .orElseThrow(() -> new JobException(
                        ExitCode.CONTRACT_VIOLATED,
                        "No model in " + root,
                        POINTER + " is missing",
                        "Run train-model with these --artifacts, or write " + POINTER + " for a bundle of your own"));
        return version(version);
    }

    /** The name of the present version, or empty before the first. */
    public Optional<String> latestVersion() {
        Path file = new Path(root, POINTER);
        return retried("read " + file, () -> storage.read(file)).map(content -> parsed(file, content));
    }

    public ModelBundle version(String version) {
        return ModelBundle.at(storage, new Path(root, version));
    }

    /** Begins a new version, named after the present second or the next one that is free. */
    public BundleInProgress begin() {
        Instant time = clock.instant();
        while (true) {
            String version = ModelVersion.of(time);
            Path folder = new Path(root, version);
            boolean ours = retried(
                    "begin " + folder,
                    () -> !storage.exists(new Path(folder, ModelBundle.MANIFEST))
                            && storage.createNew(new Path(folder, CLAIM), new byte[0]));
            if (ours) {
                return new BundleInProgress(this, storage, folder, version);
            }
            time = time.plusSeconds(1);
        }
    }

    void point(String version) {
        byte[] content =
                Json.write(new Pointer(Manifest.FORMAT_VERSION, version)).getBytes(UTF_8);
        Path file = new Path(root, POINTER);
        retried("write " + file, () -> storage.replace(file, content));
    }

    private static String parsed(Path file, byte[] content) {
        Pointer pointer;
        try {
            pointer = Json.read(new String(content, UTF_8), Pointer.class);
        } catch (IllegalArgumentException e) {
            throw unusable(file, String.valueOf(e.getMessage()));
        }
        if (pointer.formatVersion() != Manifest.FORMAT_VERSION) {
            throw unusable(
                    file,
                    "its format version is " + pointer.formatVersion() + ", and this release knows "
                            + Manifest.FORMAT_VERSION);
        }
        if (!ModelVersion.isValid(pointer.version())) {
            throw unusable(file, "it names '" + pointer.version() + "'; " + ModelVersion.RULE);
        }
        return pointer.version();
    }

    private static JobException unusable(Path file, String cause) {
        return new JobException(
                ExitCode.CONTRACT_VIOLATED,
                "Cannot use " + file,
                cause,
                "Write {\"formatVersion\": " + Manifest.FORMAT_VERSION + ", \"version\": \"…\"} with the version of a"
                        + " whole bundle");
    }

    private record Pointer(int formatVersion, String version) {}
}
