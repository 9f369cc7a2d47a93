package io.recoflow.emr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoflow.aws.job.BuiltJobs;
import io.recoflow.runtime.declaration.DeclaredJob;
import io.recoflow.testkit.JobArguments;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunRequest;

/** A job that was added as a folder, and named nowhere else, is submitted like the others. */
final class AddedJobTest {

    private static final String SERVICE = "META-INF/services/" + DeclaredJob.class.getName();
    private static final String SOURCE = """
            package io.recoflow.jobs.example;

            import io.recoflow.runtime.declaration.*;
            import io.recoflow.runtime.launch.*;
            import io.recoflow.runtime.option.Option;
            import java.time.Duration;
            import java.util.*;

            public final class CountOrders implements DeclaredJob {

                static final Option<String> LAKE = Option.text("lake").description("The lake.").required();

                public static void main(String[] args) {
                    JobLauncher.main(new CountOrders(), args);
                }

                public String name() {
                    return "count-orders";
                }

                public String summary() {
                    return "Counts the orders.";
                }

                public List<Option<?>> options() {
                    return List.of(LAKE);
                }

                public List<String> examples() {
                    return List.of("--lake s3a://shop-lake/training");
                }

                public JobDeclaration declaration() {
                    return new JobDeclaration(
                            new JobRuntime.Batch(Duration.ofHours(1), 3, Optional.empty()),
                            new Workers(1, 2, 1, 1, 2),
                            Set.of(PlatformLibrary.DELTA),
                            List.of(new Argument(LAKE, "s3a://${LakeBucket}/training")),
                            List.of(Access.reads(Access.Resource.FILES, "Lake/training", "orders")));
                }

                public void run(JobContext context) {}
            }
            """;

    private final Path home;

    AddedJobTest(@TempDir Path home) {
        this.home = home;
    }

    @BeforeEach
    void addTheFolder() throws IOException {
        Path folder = home.resolve("jobs/count-orders");
        Path classes = Files.createDirectories(folder.resolve("target/classes"));
        Path source = folder.resolve("src/main/java/io/recoflow/jobs/example/CountOrders.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, SOURCE);
        Files.writeString(folder.resolve("pom.xml"), "<project/>");
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-classpath",
                                classPath(),
                                "-d",
                                classes.toString(),
                                source.toString()))
                .isZero();
        try (OutputStream stream = Files.newOutputStream(folder.resolve("target/count-orders.jar"));
                JarOutputStream jar = new JarOutputStream(stream)) {
            String entry = "io/recoflow/jobs/example/CountOrders.class";
            jar.putNextEntry(new JarEntry(entry));
            Files.copy(classes.resolve(entry), jar);
            jar.putNextEntry(new JarEntry(SERVICE));
            jar.write("io.recoflow.jobs.example.CountOrders\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void itsRequestIsOneThatTheServiceAndTheJobTake() {
        DeclaredJob job = theJob();
        Map<String, ObjectNode> requests = DeclaredRequests.requests(job);

        assertThat(requests).containsOnlyKeys("count-orders");
        JobRequest request = new JobRequest(
                "count-orders",
                EmrStack.json(StackOutputs.fillIn(Objects.requireNonNull(requests.get("count-orders"))
                        .put("executionRoleArn", "arn:aws:iam::123456789012:role/count-orders")
                        .toString())));
        assertThat(RequestCheck.problems(StartJobRunRequest.builder().build(), request.json()))
                .isEmpty();
        assertThat(JobArguments.problems(job, request.jobArguments())).isEmpty();
        assertThat(request.jobArguments()).containsExactly("--lake", "s3a://lakebucket/training");
        assertThat(request.spark().option("--class")).isEqualTo("io.recoflow.jobs.example.CountOrders");
        assertThat(request.json().path("executionTimeoutMinutes").asInt()).isEqualTo(60);
    }

    @Test
    void itsStepSubmitsTheSame() {
        Map<String, ArrayNode> steps = DeclaredRequests.steps(theJob());

        assertThat(steps).containsOnlyKeys("count-orders");
        assertThat(JobRequest.texts(Objects.requireNonNull(steps.get("count-orders"))
                        .path(0)
                        .path("Args")))
                .containsSequence("--class", "io.recoflow.jobs.example.CountOrders")
                .endsWith(
                        "s3://${CodeBucket}/releases/${Release}/count-orders.jar",
                        "--lake",
                        "s3a://${LakeBucket}/training");
    }

    @Test
    void aFolderWhoseJobIsNotNamedAsAServiceIsTold() throws IOException {
        Path jar = home.resolve("jobs/count-orders/target/count-orders.jar");
        try (OutputStream stream = Files.newOutputStream(jar);
                JarOutputStream empty = new JarOutputStream(stream)) {
            empty.putNextEntry(new JarEntry("META-INF/"));
        }

        assertThatThrownBy(() -> BuiltJobs.in(home))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has 0 jobs of the name count-orders")
                .hasMessageContaining(SERVICE);
    }

    private DeclaredJob theJob() {
        List<DeclaredJob> jobs = BuiltJobs.in(home);
        assertThat(jobs).hasSize(1);
        return jobs.get(0);
    }

    /** Surefire's own class path is a jar that names the rest. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
