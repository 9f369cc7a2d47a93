package io.recoflow.local.objectstore;

import io.recoflow.runtime.storage.FileStorageContract;
import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;

/**
 * Files on {@code s3a://}. That of several creators at the same moment one succeeds, and that who reads a file sees one
 * content whole, is S3's promise, and not S3Mock's.
 */
class S3StorageTest extends FileStorageContract {

    private static final String HADOOP = "spark.hadoop.";

    private static final LocalS3 S3 = LocalS3.start("files");

    S3StorageTest() throws IOException {
        super(new Path("s3a://files/" + UUID.randomUUID()), configuration());
    }

    @AfterAll
    static void close() {
        S3.close();
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration();
        S3.sparkSettings().forEach((name, value) -> configuration.set(name.substring(HADOOP.length()), value));
        return configuration;
    }
}
