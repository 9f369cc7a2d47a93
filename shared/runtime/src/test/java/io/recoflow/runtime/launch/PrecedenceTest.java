package io.recoflow.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.runtime.option.JobOptions;
import io.recoflow.runtime.option.Settings;
import io.recoflow.runtime.secret.Secret;
import io.recoflow.runtime.storage.FaultyFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecedenceTest {

    private final Path folder;

    PrecedenceTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Each source gives a number of its own: the winner shows by it. */
    @ParameterizedTest(name = "file {0}, environment {1}, command line {2}")
    @CsvSource({
        "false, false, false, 4",
        "true,  false, false, 11",
        "false, true,  false, 22",
        "false, false, true,  33",
        "true,  true,  false, 22",
        "true,  false, true,  33",
        "false, true,  true,  33",
        "true,  true,  true,  33",
    })
    void theLaterSourceWins(boolean inFile, boolean inEnvironment, boolean onCommandLine, int expected)
            throws IOException {
        List<String> args = new ArrayList<>(List.of("--source-url", "jdbc:x"));
        Map<String, String> environment = new HashMap<>();
        if (inFile) {
            args.addAll(List.of("--config", config("parallel-reads = 11").toString()));
        }
        if (inEnvironment) {
            environment.put("RECOFLOW_PARALLEL_READS", "22");
        }
        if (onCommandLine) {
            args.add("--parallel-reads=33");
        }

        assertThat(settings(environment, args.toArray(String[]::new)).get(TestJob.READS))
                .isEqualTo(expected);
    }

    @Test
    void theConfigFileItselfMayComeFromTheEnvironment() throws IOException {
        Path file = config("source-url: jdbc:from-file\ndry-run: true");

        Settings settings = settings(Map.of("RECOFLOW_CONFIG", file.toString()));

        assertThat(settings.get(TestJob.URL)).isEqualTo("jdbc:from-file");
        assertThat(settings.get(JobOptions.DRY_RUN)).isTrue();
    }

    @Test
    void anEmptyEnvironmentVariableCountsAsNone() {
        assertThat(settings(Map.of("RECOFLOW_PARALLEL_READS", ""), "--source-url=x")
                        .get(TestJob.READS))
                .isEqualTo(4);
    }

    /** Some databases have users without a password. */
    @Test
    void aSecretMayBeEmpty() {
        assertThat(settings(Map.of("RECOFLOW_SOURCE_PASSWORD", ""), "--source-url=x")
                        .find(TestJob.PASSWORD))
                .hasValue(new Secret(""));
        assertThat(settings(Map.of(), "--source-url=x").find(TestJob.PASSWORD)).isEmpty();
    }

    @Test
    void theConfigFileMayBeInAnyFileSystemThatSparkIsToldOf() throws IOException {
        String setting = "spark.hadoop.fs." + FaultyFileSystem.DISK + ".impl";
        System.setProperty(setting, FaultyFileSystem.class.getName());
        try {
            String file = FaultyFileSystem.path(FaultyFileSystem.DISK, config("parallel-reads = 11"))
                    .toString();
            assertThat(settings(Map.of(), "--source-url=x", "--config", file).get(TestJob.READS))
                    .isEqualTo(11);
        } finally {
            System.clearProperty(setting);
        }
    }

    /** As some editors save it. */
    @Test
    void aByteOrderMarkInFrontOfTheConfigFileSaysNothing() throws IOException {
        Path file = config("\uFEFFsource-url=jdbc:from-file");

        assertThat(settings(Map.of(), "--config=" + file).get(TestJob.URL)).isEqualTo("jdbc:from-file");
    }

    @Test
    void aFlagIsSwitchedOnByItselfByTrueAndByTheBlankValueThatGlueGives() {
        assertThat(dryRun("--dry-run")).isTrue();
        assertThat(dryRun("--dry-run", "true")).isTrue();
        assertThat(dryRun("--dry-run", "")).isTrue();
        assertThat(dryRun("--dry-run=false")).isFalse();
        assertThat(dryRun()).isFalse();
    }

    @Test
    void valuesAreTakenAsTheyAreGiven() {
        assertThat(settings(Map.of(), "--source-url", "a=b,c \"d\" ${e} @f %g").get(TestJob.URL))
                .isEqualTo("a=b,c \"d\" ${e} @f %g");
        assertThat(settings(Map.of(), "--source-url=-x").get(TestJob.URL)).isEqualTo("-x");
        assertThat(settings(Map.of(), "--source-url=--dry-run").get(TestJob.URL))
                .isEqualTo("--dry-run");
        assertThat(settings(Map.of(), "--source-url", "@x").get(TestJob.URL)).isEqualTo("@x");
        assertThat(settings(Map.of(), "--source-url=\"x\"").get(TestJob.URL)).isEqualTo("\"x\"");
    }

    @Test
    void whatIsSetPrintsInAFixedOrderWithoutSecrets() {
        Settings settings = settings(
                Map.of("RECOFLOW_SOURCE_PASSWORD", "hunter2"),
                "--max-rejected-share=0.2",
                "--source-url=jdbc:mysql://me:hunter3@replica/shop?password=hunter4&ssl=true");

        assertThat(settings.printable().toString())
                .isEqualTo("{source-url=jdbc:mysql://me:(redacted)@replica/shop?password=(redacted)&ssl=true,"
                        + " source-password=(redacted), parallel-reads=4, max-rejected-share=0.2, dry-run=false,"
                        + " verbose=false}");
    }

    private static boolean dryRun(String... args) {
        List<String> all = new ArrayList<>(List.of("--source-url=x"));
        all.addAll(List.of(args));
        return settings(Map.of(), all.toArray(String[]::new)).get(JobOptions.DRY_RUN);
    }

    private static Settings settings(Map<String, String> environment, String... args) {
        List<JobContext> contexts = new ArrayList<>();
        TestJob.Launch launch = TestJob.doing(contexts::add).launch(environment, args);
        assertThat(launch.err()).isEmpty();
        JobContext context = contexts.get(0);
        assertThat(context.dryRun()).isEqualTo(context.settings().get(JobOptions.DRY_RUN));
        return context.settings();
    }

    private Path config(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "job", ".properties"), content);
    }
}
