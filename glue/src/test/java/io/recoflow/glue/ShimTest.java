package io.recoflow.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scala.Option;
import scala.tools.nsc.Main;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ShimTest {

    private URLClassLoader shim;

    /** Against the jobs' jars and Scala, which is what Glue has. */
    @BeforeAll
    void compile(@TempDir Path classes) throws IOException, URISyntaxException {
        List<String> arguments =
                List.of("-d", classes.toString(), "-classpath", classPath(), GlueStacks.SHIM.toString());
        assertThat(Main.process(arguments.toArray(String[]::new)))
                .as("the shim compiles")
                .isTrue();
        List<URL> urls = new ArrayList<>(List.of(classes.toUri().toURL()));
        for (GlueJob job : GlueStacks.jobs()) {
            urls.add(job.jar().toUri().toURL());
        }
        shim = new URLClassLoader(urls.toArray(URL[]::new), ShimTest.class.getClassLoader());
    }

    static List<GlueJob> jobs() {
        return GlueStacks.jobs();
    }

    @AfterAll
    void close() throws IOException {
        shim.close();
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void theShimStartsTheJob(GlueJob job) throws Exception {
        assertThat(printed(job, "--help"))
                .contains(job.job().name(), "--" + job.job().options().get(0).name());
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void aFailureOfTheJobIsAnException(GlueJob job) {
        assertThatThrownBy(() -> printed(job, "--no-such-option"))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .hasMessageStartingWith(job.job().name() + " ended with exit code 2");
    }

    @Test
    void withoutAJobItSaysWhatToDo() {
        assertThatThrownBy(() -> Class.forName("RecoflowJob", true, shim)
                        .getMethod("main", String[].class)
                        .invoke(null, (Object) new String[] {"--JOB_NAME", "recoflow-prod-training-etl"}))
                .cause()
                .hasMessage("There is no job to start: the argument --main-class is missing. Deploy the stack of this"
                        + " release again.");
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void noClassInTheJarHasTheShimsName(GlueJob job) throws IOException {
        try (JarFile jar = new JarFile(job.jar().toFile())) {
            List<String> classes = jar.stream()
                    .map(entry -> entry.getName().replaceFirst(".*/", ""))
                    .filter(name -> name.endsWith(".class"))
                    .toList();

            assertThat(classes)
                    .contains(job.job().getClass().getSimpleName() + ".class")
                    .doesNotContain(job.argument("--class") + ".class");
        }
    }

    /** What the shim's object prints when Glue starts it, with an argument more. */
    private String printed(GlueJob job, String argument) throws Exception {
        List<String> line = job.injected();
        line.addAll(List.of("--main-class", job.argument("--main-class"), argument));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        try (PrintStream captured = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(captured);
            System.setErr(captured);
            Class.forName(job.argument("--class"), true, shim)
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) line.toArray(String[]::new));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static String classPath() throws URISyntaxException {
        Path library = Path.of(
                Option.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        return Stream.concat(GlueStacks.jobs().stream().map(GlueJob::jar), Stream.of(library))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
