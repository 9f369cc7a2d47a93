package io.recoflow.testkit.documentation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Runs a page's shell blocks with {@code aws} (and other named commands) replaced by recorders. */
public final class CommandRecorder {

    private static final String ALWAYS_RECORDED = "aws";
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private CommandRecorder() {}

    /**
     * A command that was called.
     *
     * @param command its name, such as {@code aws}
     * @param arguments as the command got them, after the shell's quotes and variables
     */
    public record Call(String command, List<String> arguments) {

        public Call {
            arguments = List.copyOf(arguments);
        }

        /** The value behind an option, such as {@code --stack-name}; fails where the option is missing or the last. */
        public String option(String name) {
            int place = arguments.indexOf(name);
            if (place < 0 || place + 1 == arguments.size()) {
                throw new IllegalArgumentException(this + " has no value for " + name + ". Give it one.");
            }
            return arguments.get(place + 1);
        }

        /** The command line, its parts separated by blanks. */
        @Override
        public String toString() {
            return arguments.isEmpty() ? command : command + " " + String.join(" ", arguments);
        }
    }

    /**
     * Runs all {@code bash} blocks of the page in their order, in one shell that ends at the first command that fails,
     * is not there, or asks for a variable that is not set.
     *
     * @param environment what the commands find set, beside PATH and a HOME of their own
     * @param cannedAnswers what a recorder prints, by a shell pattern of its whole command line, such as {@code aws
     *     cloudformation describe-stacks *LakeBucket*}; of several that match the longest counts, and where none does
     *     it prints nothing. A pattern's first word is recorded as {@code aws} always is
     * @return the calls of recorded commands, in order
     * @throws IllegalStateException where the shell does not end with 0 within a minute, with what it printed
     */
    public static List<Call> run(
            Path page, Path workingDirectory, Map<String, String> environment, Map<String, String> cannedAnswers) {
        Set<String> commands = new TreeSet<>(Set.of(ALWAYS_RECORDED));
        cannedAnswers.keySet().forEach(pattern -> commands.add(pattern.split(" ", 2)[0]));
        try {
            String script = String.join("\n", Snippets.in(Files.readString(page), "bash"));
            RecorderFolder recorders = RecorderFolder.create(commands, cannedAnswers);
            try {
                runShell(page, script, workingDirectory, environment, recorders);
                return recorders.recorded();
            } finally {
                recorders.delete();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run the commands of " + page, e);
        }
    }

    private static void runShell(
            Path page, String script, Path workingDirectory, Map<String, String> environment, RecorderFolder recorders)
            throws IOException {
        ProcessBuilder shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
                .directory(workingDirectory.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(recorders.output().toFile());
        String path = shell.environment().getOrDefault("PATH", "/usr/bin:/bin");
        shell.environment().clear();
        shell.environment().putAll(environment);
        shell.environment().put("HOME", recorders.programs().toString());
        shell.environment().put("PATH", recorders.programs() + ":" + path);
        Process process = shell.start();
        String end = ended(process);
        if (!end.equals("0")) {
            throw new IllegalStateException("The commands of " + page + " ended with " + end + ", after "
                    + recorders.recorded() + ". They printed:\n" + Files.readString(recorders.output(), UTF_8));
        }
    }

    private static String ended(Process process) {
        try {
            if (process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                return String.valueOf(process.exitValue());
            }
            return "nothing within " + LIMIT.toSeconds() + " s";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "an interrupt";
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
