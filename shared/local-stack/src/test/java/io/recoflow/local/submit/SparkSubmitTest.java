package io.recoflow.local.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.local.ProjectHome;
import io.recoflow.local.process.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SparkSubmitTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Not JUnit's, which warns of every link to a jar. */
    private final TemporaryDirectory temporary = TemporaryDirectory.create("spark-submit-test-");

    private final Path directory = temporary.path();

    @AfterEach
    void deleteDirectory() {
        temporary.close();
    }

    @Test
    void runsAJobOnSparkWithTheSettingsOfALaptop() throws IOException {
        Path jar = TinyJob.jar(directory.resolve("job"), """
                var spark = org.apache.spark.sql.SparkSession.builder().getOrCreate();
                System.out.println("sum=" + spark.range(10).agg(java.util.Map.of("id", "sum")).head().getLong(0));
                System.out.println("master=" + spark.sparkContext().master());
                System.out.println("zone=" + spark.conf().get("spark.sql.session.timeZone"));
                System.out.println("ui=" + spark.sparkContext().uiWebUrl().isDefined());
                System.out.println("host=" + spark.conf().get("spark.driver.host"));
                System.out.println("own=" + spark.conf().get("spark.own"));
                System.out.println("version=" + spark.version());
                spark.stop();
                """);
        SparkSubmit.Result result =
                submit().sparkOption("--conf", "spark.own=a b'c\"d").jar(jar).run(LIMIT);
        assertThat(result.err()).doesNotContain("NativeCodeLoader");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out().lines())
                .containsExactly(
                        "sum=45",
                        "master=local[*]",
                        "zone=UTC",
                        "ui=false",
                        "host=127.0.0.1",
                        "own=a b'c\"d",
                        "version=4.1.1");
    }

    @Test
    void passesArgumentsEnvironmentMemoryAndExitCodeUnchanged() throws IOException {
        Path jar = TinyJob.jar(directory.resolve("job"), """
                for (String argument : arguments) { System.out.println("[" + argument + "]"); }
                System.out.println(System.getenv("TINY_SECRET"));
                System.out.println(Runtime.getRuntime().maxMemory() >> 20);
                System.out.println(System.getProperty("tiny.property"));
                System.exit(42);
                """);
        SparkSubmit.Result result = submit().sparkOption("--driver-memory", "300m")
                .sparkOption("--driver-java-options", "-XX:+UseSerialGC -Dtiny.property=there")
                .sparkOption("--master", "local[1]")
                .environment("TINY_SECRET", "s e c")
                .jar(jar)
                .arguments("", "two words", "--name=x;$(exit 1)", "*")
                .run(LIMIT);
        assertThat(result.exitCode()).as(result.err()).isEqualTo(42);
        List<String> lines = result.out().lines().toList();
        assertThat(lines.subList(0, 5)).containsExactly("[]", "[two words]", "[--name=x;$(exit 1)]", "[*]", "s e c");
        assertThat(Integer.parseInt(lines.get(5))).isBetween(250, 300);
        assertThat(lines.get(6)).isEqualTo("there");
    }

    @Test
    void theProcessIsTheDriverItself() throws IOException {
        Path jar = TinyJob.jar(
                directory.resolve("job"),
                "System.out.println(ProcessHandle.current().pid()); Thread.sleep(Long.MAX_VALUE);");
        try (SubmittedJob job = submit().jar(jar).start()) {
            job.require("its pid on stdout", () -> job.out().endsWith("\n"), LIMIT);
            assertThat(job.out().strip()).isEqualTo(Long.toString(job.pid()));
            job.kill();
            assertThat(job.end(Duration.ofSeconds(10)).exitCode()).isEqualTo(128 + 9);
        }
    }

    @Test
    void aJobThatTakesTooLongIsKilled() throws IOException {
        Path pid = directory.resolve("pid");
        Path jar = TinyJob.jar(directory.resolve("job"), """
                java.nio.file.Files.writeString(java.nio.file.Path.of(arguments[0]),
                        Long.toString(ProcessHandle.current().pid()));
                System.err.println("still there");
                Thread.sleep(Long.MAX_VALUE);
                """);
        assertThatThrownBy(() -> submit().jar(jar).arguments(pid.toString()).run(Duration.ofSeconds(20)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("longer than 20 s")
                .hasMessageContaining("still there");
        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid))).filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void anOptionThatSparkDoesNotKnowIsSparksError() {
        SparkSubmit.Result result = submit().sparkOption("--nonsense").run(LIMIT);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("Unrecognized option: --nonsense");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aMissingJavaIsOneLineWithTheRemedy() {
        SparkSubmit.Result result =
                submit().environment("JAVA_HOME", "/nowhere").run(LIMIT);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines()).singleElement().asString().contains("/nowhere/bin/java", "Install JDK 17");
    }

    @Test
    void aProjectThatIsNotBuiltIsOneLineWithTheRemedy() throws IOException {
        Path home = copyOfTheScript();
        SparkSubmit.Result result = SparkSubmit.of(home).jar(Path.of("job.jar")).run(LIMIT);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .startsWith("spark-submit: the platform's jars are not there")
                .contains("classpath.txt does not exist", "mvn -DskipTests package");
    }

    @Test
    void aJarThatWasDeletedSinceTheBuildIsOneLineWithTheRemedy() throws IOException {
        Path home = copyOfTheScript();
        Path target = Files.createDirectories(home.resolve("shared/local-stack/platform/target"));
        Files.writeString(target.resolve("classpath.txt"), PlatformClasspath.read() + ":/nowhere/gone.jar");
        SparkSubmit.Result result = SparkSubmit.of(home).jar(Path.of("job.jar")).run(LIMIT);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .contains("/nowhere/gone.jar does not exist any more", "mvn -DskipTests package");
        assertThat(target).isDirectoryNotContaining(path -> Files.isDirectory(path));
    }

    @Test
    void manyFirstStartsAtOnceAssembleOnePlatform() throws IOException {
        Path home = copyOfTheScript();
        Path target = Files.createDirectories(home.resolve("shared/local-stack/platform/target"));
        Files.writeString(target.resolve("classpath.txt"), PlatformClasspath.read());
        List<SubmittedJob> starts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            starts.add(SparkSubmit.of(home).sparkOption("--version").start());
        }
        for (SubmittedJob start : starts) {
            try (start) {
                SparkSubmit.Result result = start.end(LIMIT);
                assertThat(result.exitCode()).as(result.err()).isZero();
                assertThat(result.err()).contains("version 4.1.1");
            }
        }
        try (Stream<Path> files = Files.list(target)) {
            assertThat(files.filter(Files::isDirectory).filter(path -> !Files.isSymbolicLink(path)))
                    .hasSize(1);
        }
    }

    @Test
    void startsWithTheClassesThatAnEarlierStartKept() throws IOException {
        Path home = copyOfTheScript();
        Path target = Files.createDirectories(home.resolve("shared/local-stack/platform/target"));
        Files.writeString(target.resolve("classpath.txt"), PlatformClasspath.read());
        Path log = directory.resolve("class loading");
        SparkSubmit job = SparkSubmit.of(home)
                .sparkOption("--driver-java-options", "-Xlog:class+load:file=\"" + log + "\"")
                .jar(TinyJob.jar(directory.resolve("job"), "System.out.println(1);"));

        assertThat(job.run(LIMIT).exitCode()).isZero();
        assertThat(log).content().contains("org.apache.spark.deploy.SparkSubmit source: file:");
        assertThat(job.environment("SPARK_CLASS_ARCHIVE", "write").run(LIMIT).exitCode())
                .isZero();
        SparkSubmit.Result result = job.run(LIMIT);
        SparkSubmit.Result secondWrite =
                job.environment("SPARK_CLASS_ARCHIVE", "write").run(LIMIT);

        assertThat(result.out()).isEqualTo("1\n");
        assertThat(log).content().contains("org.apache.spark.deploy.SparkSubmit source: shared objects file (top)");
        // What is there is good, so that nothing has to run.
        assertThat(secondWrite.exitCode()).isZero();
        assertThat(secondWrite.out()).isEmpty();
    }

    private Path copyOfTheScript() throws IOException {
        Path home = Files.createDirectory(directory.resolve("a copy"));
        Path script = home.resolve("shared/local-stack/bin/spark-submit");
        Files.createDirectories(script.getParent());
        Files.copy(ProjectHome.directory().resolve("shared/local-stack/bin/spark-submit"), script);
        return home;
    }

    private static SparkSubmit submit() {
        return SparkSubmit.of(ProjectHome.directory());
    }
}
