package io.recoflow.runtime.launch;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.failure.Problem;
import io.recoflow.runtime.failure.Text;
import io.recoflow.runtime.option.CommandLineParser;
import io.recoflow.runtime.option.GlueArguments;
import io.recoflow.runtime.option.JobOptions;
import io.recoflow.runtime.option.Settings;
import io.recoflow.runtime.option.SettingsResolver;
import io.recoflow.runtime.report.Console;
import io.recoflow.runtime.secret.Redactor;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a job from its command line: options, help, errors and exit code, the same for every job. */
public final class JobLauncher {

    private final Job job;
    private final Redactor redactor = new Redactor();
    private final Console console;
    private boolean verbose;

    private JobLauncher(Job job, PrintStream out, PrintStream err) {
        this.job = job;
        this.console = new Console(out, err, redactor);
    }

    /** For a job's {@code main}: runs the job and, unless the exit code is 0, ends the process with it. */
    public static void main(Job job, String[] args) {
        int code = launch(job, args, System.getenv(), System.out, System.err);
        // After success the process ends by itself: Glue and EMR take an explicit exit for a failure.
        if (code != ExitCode.DONE.value()) {
            System.exit(code);
        }
    }

    /**
     * Runs the job, or one of its commands. Never throws: what fails is told on {@code err}, one line for each problem, and a stack trace only
     * with {@code --verbose}. No secret of the run is printed.
     *
     * @return the value of an {@link ExitCode}
     */
    public static int launch(
            Job job, String[] args, Map<String, String> environment, PrintStream out, PrintStream err) {
        CommandChoice choice = CommandChoice.of(job, GlueArguments.dropFrom(Arrays.asList(args)));
        JobLauncher launcher = new JobLauncher(choice.job(), out, err);
        if (choice.problem().isPresent()) {
            launcher.printError(choice.problem().get().message());
            return ExitCode.USAGE.value();
        }
        return launcher.run(choice.arguments(), environment).value();
    }

    @SuppressWarnings("CatchingUnchecked") // the last line of defence: whatever is thrown becomes a line and a code
    private ExitCode run(List<String> arguments, Map<String, String> environment) {
        verbose = arguments.contains(JobOptions.VERBOSE.flagName());
        try {
            JobOptions options = new JobOptions(job.name(), job.options(), job.formerOptions());
            CommandLineParser.Result commandLine = new CommandLineParser(options).parse(arguments);
            if (commandLine.help()) {
                console.out(HelpText.of(job, options));
                return ExitCode.DONE;
            }
            if (commandLine.version()) {
                console.out(job.name() + " " + version());
                return ExitCode.DONE;
            }
            // Before the first file is read: Hadoop has things to say.
            applyLogLevels();
            SettingsResolver resolver = new SettingsResolver(options, environment, redactor);
            Settings settings = resolver.resolve(commandLine);
            List<String> problems = problems(settings, resolver.problems());
            if (!problems.isEmpty()) {
                problems.forEach(this::printError);
                return ExitCode.USAGE;
            }
            return run(settings);
        } catch (Throwable failure) {
            return report(failure);
        }
    }

    private ExitCode run(Settings settings) throws Exception {
        verbose = settings.get(JobOptions.VERBOSE);
        applyLogLevels();
        job.run(new JobContext(settings, job.name(), version(), settings.get(JobOptions.DRY_RUN), console));
        return ExitCode.DONE;
    }

    private void applyLogLevels() {
        LogLevels.apply(verbose ? LogLevels.Detail.VERBOSE : LogLevels.Detail.QUIET);
    }

    private List<String> problems(Settings settings, List<Problem> ofSingleOptions) {
        List<String> problems = new ArrayList<>();
        ofSingleOptions.forEach(problem -> problems.add(problem.message()));
        try {
            problems.addAll(job.problems(settings));
        } catch (Settings.UnresolvedOptionException e) {
            // The option that the check asked for has a problem, and that one is in the list.
            assert !problems.isEmpty() : e;
        }
        return problems;
    }

    private ExitCode report(Throwable failure) {
        Optional<JobException> expected = JobException.in(failure);
        if (expected.isPresent()) {
            printError(expected.get().getMessage());
        } else {
            String message = failure.getMessage() == null ? "" : ": " + Text.withoutFullStop(failure.getMessage());
            printError("unexpected error: " + failure.getClass().getName() + message + ". This is a bug in "
                    + job.name() + ": "
                    + (verbose
                            ? "report it with the stack trace below."
                            : "run again with --verbose for the stack trace."));
        }
        if (verbose) {
            console.stackTrace(failure);
        }
        return expected.map(JobException::exitCode).orElse(ExitCode.BUG);
    }

    private void printError(String message) {
        console.error(job.name() + ": " + message);
    }

    private String version() {
        return Optional.ofNullable(job.getClass().getPackage())
                .map(Package::getImplementationVersion)
                .orElse("development");
    }
}
