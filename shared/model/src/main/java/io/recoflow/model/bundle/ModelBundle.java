package io.recoflow.model.bundle;

import static io.recoflow.runtime.storage.StorageFailures.retried;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.report.Json;
import io.recoflow.runtime.storage.FileStorage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * One version of a model: immutable files that its manifest pins. Every file is verified against its checksum as it is
 * read. All methods end with a {@link JobException}: exit code 5 where the bundle is damaged, incomplete or of an unknown
 * format, 6 where its storage fails.
 */
public final class ModelBundle {

    static final String MANIFEST = "manifest.json";

    private final FileStorage storage;
    private final Path folder;
    private final Manifest manifest;

    private ModelBundle(FileStorage storage, Path folder, Manifest manifest) {
        this.storage = storage;
        this.folder = folder;
        this.manifest = manifest;
    }

    /** Opens the bundle in a folder, wherever that is. */
    public static ModelBundle at(String uri, Configuration configuration) {
        return retried("open the bundle " + uri, () -> {
            Path folder = FileStorage.qualified(uri, configuration);
            return at(FileStorage.of(folder, configuration), folder);
        });
    }

    static ModelBundle at(FileStorage storage, Path folder) {
        Path file = new Path(folder, MANIFEST);
        byte[] content = retried("read " + file, () -> storage.read(file))
                .orElseThrow(() -> BundleFailures.unusable(folder, List.of(MANIFEST + " is missing")));
        Manifest manifest = parsed(folder, new String(content, UTF_8));
        List<String> problems = manifest.problems();
        if (!problems.isEmpty()) {
            throw BundleFailures.unusable(folder, problems);
        }
        return new ModelBundle(storage, folder, manifest);
    }

    public Manifest manifest() {
        return manifest;
    }

    /** The bundle's folder, with its scheme. */
    public String location() {
        return folder.toString();
    }

    /** The whole content of a file that fits into memory: a tower. */
    public byte[] read(TowerDescription tower) {
        try (InputStream content = open(tower.file())) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw BundleFailures.unreadable(new Path(folder, tower.file()).toString(), e);
        }
    }

    /** The embeddings, one by one. */
    public EmbeddingReader read(EmbeddingsDescription embeddings) {
        return new EmbeddingReader(embeddings.file(), manifest.dimension(), open(embeddings.file()));
    }

    /** What is missing or not what its checksum says; none in a whole bundle. Reads all files once. */
    public List<String> damage() {
        return manifest.neededFiles().stream()
                .flatMap(file -> damage(file).stream())
                .toList();
    }

    private Optional<String> damage(String file) {
        try (InputStream content = open(file)) {
            content.transferTo(OutputStream.nullOutputStream());
            return Optional.empty();
        } catch (DamagedFileException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw BundleFailures.unreadable(file, e);
        } catch (JobException e) {
            if (e.exitCode() != ExitCode.CONTRACT_VIOLATED) {
                throw e;
            }
            return Optional.of(e.causeText());
        }
    }

    private InputStream open(String file) {
        FileDigest digest = manifest.files().get(file);
        if (digest == null) {
            throw BundleFailures.unusable(folder, List.of("files has no checksum of " + file));
        }
        Path path = new Path(folder, file);
        InputStream content = retried("read " + path, () -> storage.open(path))
                .orElseThrow(() -> BundleFailures.unusable(folder, List.of(file + " is missing")));
        return new VerifiedInputStream(file, digest, content);
    }

    private static Manifest parsed(Path folder, String json) {
        int formatVersion;
        try {
            formatVersion = Json.read(json, FormatVersion.class).formatVersion();
            if (formatVersion >= Manifest.OLDEST_FORMAT_VERSION && formatVersion <= Manifest.FORMAT_VERSION) {
                return Json.read(json, Manifest.class);
            }
        } catch (IllegalArgumentException e) {
            throw BundleFailures.unusable(folder, List.of(MANIFEST + ": " + e.getMessage()));
        }
        throw new JobException(
                ExitCode.CONTRACT_VIOLATED,
                "Cannot use the model bundle " + folder,
                "its format version is " + formatVersion + ", and this release knows " + Manifest.OLDEST_FORMAT_VERSION
                        + " to " + Manifest.FORMAT_VERSION,
                "Run the release of Recoflow that knows it, or export the model in format " + Manifest.FORMAT_VERSION);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record FormatVersion(int formatVersion) {}
}
