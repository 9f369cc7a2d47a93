package io.recoflow.local.submit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        try (SubmittedJob job = start()) {
            return job.end(limit);
        }
    }

    /**
     * Runs the job to its end, with this process's own stdout and stderr.
     *
     * @return the exit code
     * @throws IllegalStateException when it takes longer than the limit; then it is killed
     */
    public int runAttached(Duration limit) {
        try (SubmittedJob job = startAttached()) {
            return job.end(limit).exitCode();
        }
    }

    /** Starts the job and returns at once. The process is the driver itself, a moment after the start. */
    public SubmittedJob start() {
        return SubmittedJob.start(builder());
    }

    /** Starts the job as {@link #start} does, but with this process's own stdout and stderr. */
    public SubmittedJob startAttached() {
        return SubmittedJob.startAttached(builder());
    }

    private ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(command());
        builder.environment().putAll(environment);
        return builder;
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
