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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scala.Option;
import scala.tools.nsc.Main;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ShimsTest {

    private URLClassLoader shims;

    /** All shims at once, against the jobs' jars and Scala, which is what Glue has. */
    @BeforeAll
    void compile(@TempDir Path classes) throws IOException, URISyntaxException {
        List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "-classpath", classPath()));
        try (Stream<Path> sources = Files.list(GlueStack.SHIMS)) {
            sources.map(Path::toString).sorted().forEach(arguments::add);
        }
        assertThat(Main.process(arguments.toArray(String[]::new)))
                .as("the shims compile")
                .isTrue();
        shims = new URLClassLoader(new URL[] {classes.toUri().toURL()}, ShimsTest.class.getClassLoader());
    }

    static List<GlueJob> jobs() {
        return GlueStack.jobs();
    }

    @AfterAll
    void close() throws IOException {
        shims.close();
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
        line.add(argument);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        try (PrintStream captured = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(captured);
            System.setErr(captured);
            Class.forName(job.argument("--class"), true, shims)
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
        return Stream.concat(GlueStack.jobs().stream().map(GlueJob::jar), Stream.of(library))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
