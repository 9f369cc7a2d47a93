package io.recoflow.runtime.launch;

import io.recoflow.runtime.option.Option;
import io.recoflow.runtime.option.Settings;
import io.recoflow.runtime.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A job whose work and cross-option checks a test can choose, and what a launch of it printed. */
public final class TestJob implements Job {

    public static final Option<String> URL = Option.text("source-url")
            .label("URL")
            .description("JDBC address of the source.")
            .required();
    static final Option<Secret> PASSWORD = Option.secret("source-password").description("Password at the source.");
    public static final Option<Integer> READS = Option.integer("parallel-reads", 1, 64)
            .description("Connections to the source at once.")
            .defaultValue(4);
    static final Option<Double> THRESHOLD = Option.share("max-rejected-share")
            .description("Share of rows that may be rejected; 5% | 10% are usual.")
            .defaultValue(0.05);

    public interface Work {
        void run(JobContext context) throws Exception;
    }

    interface Check {
        List<String> problems(Settings settings);
    }

    private final Work work;
    private final Check check;

    TestJob(Work work, Check check) {
        this.work = work;
        this.check = check;
    }

    public static TestJob doing(Work work) {
        return new TestJob(work, settings -> List.of());
    }

    public static TestJob idle() {
        return doing(context -> {});
    }

    @Override
    public String name() {
        return "training-etl";
    }

    @Override
    public String summary() {
        return "Copies ratings into the training lake.";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(URL, PASSWORD, READS, THRESHOLD);
    }

    @Override
    public List<String> examples() {
        return List.of(
                "--source-url jdbc:mysql://replica/classicmodels --dry-run", "--max-rejected-share 0.1 # 10% of $rows");
    }

    @Override
    public void run(JobContext context) throws Exception {
        work.run(context);
    }

    @Override
    public List<String> problems(Settings settings) {
        return check.problems(settings);
    }

    /** What a person sees of a launch. */
    public record Launch(int code, String out, String err) {
        List<String> errorLines() {
            return err.lines().toList();
        }

        String everything() {
            return out + err;
        }
    }

    public Launch launch(Map<String, String> environment, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = JobLauncher.launch(
                this,
                args,
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Launch(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    public Launch launch(String... args) {
        return launch(Map.of(), args);
    }
}
