package io.recoflow.lake.hourly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.storage.LogStore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The stream and a replay of what was rejected are two drivers on one Delta table. Each has a log store of its own, made as
 * Delta makes it from the settings of their sessions; the files are on a store with conditional PUT.
 */
final class TwoDriversOnS3Test {

    private static final int COMMITS = 20;

    private final ConditionalStore s3 = new ConditionalStore();
    private final Configuration hadoop = new Configuration();

    @BeforeEach
    void configure() {
        hadoop.set("fs.s3a.endpoint", s3.endpoint().toString());
        hadoop.set("fs.s3a.endpoint.region", "us-east-1");
        hadoop.set("fs.s3a.path.style.access", "true");
        hadoop.set("fs.s3a.connection.ssl.enabled", "false");
        hadoop.set("fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
        hadoop.set("fs.s3a.access.key", "local");
        hadoop.set("fs.s3a.secret.key", "local");
        hadoop.set("fs.s3a.bucket.probe", "0");
        hadoop.setBoolean("fs.s3a.impl.disable.cache", true);
    }

    @AfterEach
    void stop() {
        s3.close();
    }

    @Test
    void ofTwoThatCommitAtOnceNoneLosesACommit() throws Exception {
        ExecutorService drivers = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Void>> both = List.of(() -> commitAll("stream"), () -> commitAll("replay"));
            for (Future<Void> driver : drivers.invokeAll(both)) {
                driver.get();
            }
        } finally {
            drivers.shutdownNow();
        }

        assertThat(s3.objects()).hasSize(2 * COMMITS);
        assertThat(Stream.of("stream", "replay")
                        .flatMap(driver -> IntStream.range(0, COMMITS).mapToObj(number -> action(driver, number))))
                .allSatisfy(action -> assertThat(s3.objects().values())
                        .anySatisfy(content -> assertThat(content).contains(action)));
    }

    @Test
    void aVersionThatIsTakenIsRefusedAndACheckpointIsReplaced() throws Exception {
        LogStore store = store();
        Path file = version(0);

        store.write(file, List.of("first").iterator(), false, hadoop);

        assertThatThrownBy(() -> store.write(file, List.of("second").iterator(), false, hadoop))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(s3.objects().values())
                .singleElement()
                .asString()
                .contains("first")
                .doesNotContain("second");
        store.write(file, List.of("third").iterator(), true, hadoop);
        assertThat(s3.objects().values()).singleElement().asString().contains("third");
    }

    private Void commitAll(String driver) throws Exception {
        LogStore store = store();
        int version = 0;
        for (int number = 0; number < COMMITS; number++) {
            while (!commit(store, version(version), action(driver, number))) {
                version++;
            }
        }
        return null;
    }

    private boolean commit(LogStore store, Path version, String action) throws IOException {
        try {
            store.write(version, List.of(action).iterator(), false, hadoop);
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        }
    }

    private static String action(String driver, int number) {
        return "{\"commit\":\"%s %02d\"}".formatted(driver, number);
    }

    private static Path version(int number) {
        return new Path("s3a://lake/training/activity_rejected/_delta_log/%020d.json".formatted(number));
    }

    private LogStore store() throws ReflectiveOperationException {
        return Class.forName(HourlyTable.SESSION.get("spark.delta.logStore.s3a.impl"))
                .asSubclass(LogStore.class)
                .getConstructor(Configuration.class)
                .newInstance(hadoop);
    }
}
