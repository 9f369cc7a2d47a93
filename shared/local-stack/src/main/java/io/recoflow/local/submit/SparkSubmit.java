package io.recoflow.local.submit;

import io.recoflow.local.process.TemporaryDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs {@code bin/spark-submit} as a user would, in a process of its own. Immutable: every method but {@link #run},
 * {@link #runAttached}, {@link #start} and {@link #startAttached} returns a changed copy.
 */
public final class SparkSubmit {
    private final Path home;
    private final List<String> sparkOptions;
    private final Map<String, String> environment;
    private final @Nullable Path jar;
    private final List<String> arguments;

    private SparkSubmit(
            Path home,
            List<String> sparkOptions,
            Map<String, String> environment,
            @Nullable Path jar,
            List<String> arguments) {
        this.home = home;
        this.sparkOptions = sparkOptions;
        this.environment = environment;
        this.jar = jar;
        this.arguments = arguments;
    }

    /** @param home the project's root directory, see {@link io.recoflow.local.ProjectHome#directory()} */
    public static SparkSubmit of(Path home) {
        return new SparkSubmit(home.toAbsolutePath(), List.of(), Map.of(), null, List.of());
    }

    /** Adds options of Spark's, word by word, for example {@code "--driver-memory", "1g"}. */
    public SparkSubmit sparkOption(String... words) {
        return new SparkSubmit(home, plus(sparkOptions, words), environment, jar, arguments);
    }

    /** Sets a variable in the environment of the process, which otherwise has this one's. */
    public SparkSubmit environment(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(environment);
        changed.put(name, value);
        return new SparkSubmit(home, sparkOptions, Map.copyOf(changed), jar, arguments);
    }

    /** Sets the job's jar. */
    public SparkSubmit jar(Path file) {
        return new SparkSubmit(home, sparkOptions, environment, file.toAbsolutePath(), arguments);
    }

    /** Adds arguments for the job. */
    public SparkSubmit arguments(String... words) {
        return new SparkSubmit(home, sparkOptions, environment, jar, plus(arguments, words));
    }

    /** The command line, word by word, without the environment. */
    public List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("shared/local-stack/bin/spark-submit").toString());
        command.addAll(sparkOptions);
        if (jar != null) {
            command.add(jar.toString());
        }
        command.addAll(arguments);
        return List.copyOf(command);
    }

    /**
     * Runs the job to its end.
     *
     * @return the exit code, and all that it wrote
     * @throws IllegalStateException when it takes longer than the limit; then it is killed, and the message has what it
     *     wrote on stderr
     */
    public Result run(Duration limit) {
        try (TemporaryDirectory directory = TemporaryDirectory.create("recoflow-submit-")) {
            Path out = directory.path().resolve("out");
            Path err = directory.path().resolve("err");
            Process process = launch(builder().redirectOutput(out.toFile()).redirectError(err.toFile()));
            boolean ended = awaitEnd(process, limit);
            Result result = new Result(ended ? process.exitValue() : -1, text(out), text(err));
            if (!ended) {
                throw tooLong(limit, ":\n" + result.err());
            }
            return result;
        }
    }

    /**
     * Runs the job to its end, with this process's own stdout and stderr.
     *
     * @return the exit code
     * @throws IllegalStateException when it takes longer than the limit; then it is killed
     */
    public int runAttached(Duration limit) {
        Process process = startAttached();
        if (!awaitEnd(process, limit)) {
            throw tooLong(limit, "");
        }
        return process.exitValue();
    }

    /**
     * Starts the job and returns at once. The process is the driver itself, a moment after the start, so
     * {@link Process#destroyForcibly} is a driver's {@code kill -9}. The caller reads what it writes: a pipe that
     * nobody reads holds a job up once it is full.
     */
    public Process start() {
        return launch(builder());
    }

    /** Starts the job as {@link #start} does, but with this process's own stdout and stderr. */
    public Process startAttached() {
        return launch(builder()
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT));
    }

    private ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(command());
        builder.environment().putAll(environment);
        return builder;
    }

    private static Process launch(ProcessBuilder builder) {
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("bin/spark-submit cannot be started", e);
        }
    }

    /** Whether the process ended within the limit; if not, it is killed. */
    private static boolean awaitEnd(Process process, Duration limit) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
            process.destroyForcibly().waitFor();
            return false;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a job ran", e);
        }
    }

    private static IllegalStateException tooLong(Duration limit, String output) {
        return new IllegalStateException("The job ran longer than " + limit.toSeconds() + " s and was killed" + output);
    }

    private static String text(Path file) {
        try {
            // A job may write anything; what is not UTF-8 must not hide the rest.
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read what the job wrote", e);
        }
    }

    private static List<String> plus(List<String> words, String... more) {
        return Stream.concat(words.stream(), Arrays.stream(more)).toList();
    }

    /**
     * How a job ended.
     *
     * @param exitCode as the process returned it; above 128 when a signal ended it
     * @param out all of stdout
     * @param err all of stderr
     */
    public record Result(int exitCode, String out, String err) {}
}
