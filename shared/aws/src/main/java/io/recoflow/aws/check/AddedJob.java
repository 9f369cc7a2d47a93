package io.recoflow.aws.check;

import io.recoflow.aws.job.BuiltJobs;
import io.recoflow.runtime.declaration.DeclaredJob;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/**
 * The job count-orders, added to a project as a folder and named nowhere else: for tests of what comes of a declaration
 * alone.
 */
public final class AddedJob {

    private static final String SERVICE = "META-INF/services/" + DeclaredJob.class.getName();
    private static final String CLASS = "io/recoflow/jobs/example/CountOrders";
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
                            new JobRuntime.Batch(Duration.ofHours(1), 3, Optional.of(new JobRuntime.Schedule("0 5 * * ? *", "every night 05:00"))),
                            new Workers(1, 2, 1, 1, 2),
                            Set.of(PlatformLibrary.DELTA),
                            List.of(new Argument(LAKE, "s3a://${LakeBucket}/training")),
                            List.of(
                                    Access.reads(Access.Resource.FILES, "Lake/orders", "orders"),
                                    Access.writes(Access.Resource.STREAM, "Counts", "how many")));
                }

                public void run(JobContext context) {}
            }
            """;

    private AddedJob() {}

    /**
     * Builds it.
     *
     * @param home an empty folder, which becomes the project's
     * @param classPath of the compiler, with the runtime
     */
    public static List<DeclaredJob> in(Path home, String classPath) {
        try {
            Path folder = home.resolve("jobs/count-orders");
            Path classes = Files.createDirectories(folder.resolve("target/classes"));
            Path source = folder.resolve("src/main/java").resolve(CLASS + ".java");
            Files.createDirectories(source.getParent());
            Files.writeString(source, SOURCE);
            Files.writeString(folder.resolve("pom.xml"), "<project/>");
            int status = ToolProvider.getSystemJavaCompiler()
                    .run(
                            null,
                            null,
                            null,
                            "-proc:none",
                            "-classpath",
                            classPath,
                            "-d",
                            classes.toString(),
                            source.toString());
            if (status != 0) {
                throw new IllegalStateException("count-orders does not compile: what the compiler says stands above");
            }
            try (OutputStream stream = Files.newOutputStream(folder.resolve("target/count-orders.jar"));
                    JarOutputStream jar = new JarOutputStream(stream)) {
                jar.putNextEntry(new JarEntry(CLASS + ".class"));
                Files.copy(classes.resolve(CLASS + ".class"), jar);
                jar.putNextEntry(new JarEntry(SERVICE));
                jar.write((CLASS.replace('/', '.') + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return BuiltJobs.in(home);
    }
}
