package io.recoflow.model.bundle;

import io.recoflow.model.TestBundle;
import io.recoflow.runtime.storage.FileStorage;
import io.recoflow.runtime.version.VersionName;
import io.recoflow.runtime.version.VersionedFolderContract;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

class BundleContractTest extends VersionedFolderContract {

    BundleContractTest(@TempDir Path folder) {
        super(folder, new BundleFormat());
    }

    @Override
    protected Front open(FileStorage storage, org.apache.hadoop.fs.Path root, Clock clock) {
        ModelArtifacts artifacts = new ModelArtifacts(storage, root, clock);
        return new Front(
                () -> begun(artifacts.begin()), artifacts::latestVersion, artifacts::removeLeftovers, artifacts::prune);
    }

    private static Begun begun(BundleInProgress bundle) {
        VersionName name = VersionName.parse(bundle.version()).orElseThrow();
        return new Begun(name, () -> new TestBundle().publish(bundle), bundle::close);
    }
}
