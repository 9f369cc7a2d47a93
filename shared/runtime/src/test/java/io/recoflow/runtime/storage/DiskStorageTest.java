package io.recoflow.runtime.storage;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;

class DiskStorageTest extends FileStorageContract {

    DiskStorageTest(@TempDir Path folder) throws IOException {
        super(new org.apache.hadoop.fs.Path(folder.toUri()), new Configuration());
    }
}
