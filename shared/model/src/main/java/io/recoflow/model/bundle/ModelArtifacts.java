package io.recoflow.model.bundle;

import static io.recoflow.runtime.storage.StorageFailures.retried;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.storage.FileStorage;
import io.recoflow.runtime.version.VersionName;
import io.recoflow.runtime.version.VersionedFolder;
import java.time.Clock;
import java.util.List;
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
 * Versions never change, so whoever has opened one goes on with it when another becomes the present one. How they are
 * written, published and deleted says {@link VersionedFolder}.
 *
 * <p>People may bring bundles under any other name that the manifest allows. Such a version can be opened and be the
 * present one, and nothing here deletes it. The next one that is published takes its place, since nothing tells which is
 * newer.
 */
public final class ModelArtifacts {

    private final FileStorage storage;
    private final VersionedFolder versions;

    ModelArtifacts(FileStorage storage, Path root, Clock clock) {
        this.storage = storage;
        this.versions = new VersionedFolder(storage, root, new BundleFormat(), clock);
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
        String pointer = versions.pointer().getName();
        String version = latestVersion()
                .orElseThrow(() -> new JobException(
                        ExitCode.CONTRACT_VIOLATED,
                        "No model in " + versions.root(),
                        pointer + " is missing",
                        "Run train-model with these --artifacts, or write " + pointer + " for a bundle of your own"));
        return version(version);
    }

    /** The name of the present version, or empty before the first. */
    public Optional<String> latestVersion() {
        return versions.latest();
    }

    public ModelBundle version(String version) {
        return ModelBundle.at(storage, new Path(versions.root(), version));
    }

    /** Begins a new version, named after the present second or the next one that is free. */
    public BundleInProgress begin() {
        return new BundleInProgress(versions.begin(), storage);
    }

    /** Removes what trainers left that died: {@link VersionedFolder#removeLeftovers}. */
    public List<VersionName> removeLeftovers() {
        return versions.removeLeftovers(version -> {});
    }

    /** Deletes the oldest versions but for {@code keep}: {@link VersionedFolder#prune}. */
    public List<VersionName> prune(int keep) {
        return versions.prune(keep);
    }
}
