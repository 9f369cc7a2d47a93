package io.recoflow.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.option.JobOptions;
import io.recoflow.runtime.option.Option;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobLauncherTest {

    private static final String URL = "--source-url=jdbc:x";

    @Test
    void aJobThatReturnsEndsWithZero() {
        TestJob.Launch launch = TestJob.doing(context -> {
                    context.console().out(context.jobName() + " " + context.version());
                    context.console().progress("reading");
                    context.console().warn("slow");
                })
                .launch(URL);

        assertThat(launch.code()).isZero();
        assertThat(launch.out()).isEqualTo("training-etl development" + System.lineSeparator());
        assertThat(launch.errorLines()).containsExactly("reading", "Warning: slow");
    }

    @ParameterizedTest
    @EnumSource(ExitCode.class)
    void aJobExceptionEndsWithItsCodeHoweverDeepItIs(ExitCode code) {
        JobException expected = new JobException(code, "Cannot read ratings", "the table\nis gone.", "Create it.");

        TestJob.Launch launch = TestJob.doing(context -> {
                    throw new SparkException("Job aborted", new RuntimeException("task", expected));
                })
                .launch(URL);

        assertThat(launch.code()).isEqualTo(code.value());
        assertThat(launch.errorLines())
                .containsExactly("training-etl: Cannot read ratings: the table is gone. Create it.");
    }

    @Test
    void anythingElseIsABugToldInOneLine() {
        TestJob.Launch launch = TestJob.doing(context -> {
                    throw new IllegalStateException("first\nsecond");
                })
                .launch(URL);

        assertThat(launch.code()).isEqualTo(1);
        assertThat(launch.errorLines())
                .containsExactly("training-etl: unexpected error: java.lang.IllegalStateException: first second. This"
                        + " is a bug in training-etl: run again with --verbose for the stack trace.");
    }

    @Test
    void anErrorIsABugToo() {
        TestJob.Launch launch = TestJob.doing(context -> {
                    throw new StackOverflowError();
                })
                .launch(URL);

        assertThat(launch.code()).isEqualTo(1);
        assertThat(launch.err()).contains("unexpected error: java.lang.StackOverflowError. This is a bug");
    }

    @Test
    void verboseAddsTheStackTrace() {
        TestJob job = TestJob.doing(context -> {
            throw new JobException(ExitCode.UNAVAILABLE, "a", "b", "c", new IllegalStateException("trigger"));
        });

        assertThat(job.launch(URL).err()).doesNotContain("\tat ");
        assertThat(job.launch(URL, "--verbose").err())
                .startsWith("training-etl: a: b. c" + System.lineSeparator())
                .contains("\tat io.recoflow.runtime.launch.JobLauncherTest")
                .contains("Caused by: java.lang.IllegalStateException: trigger");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void helpWorksWhateverElseIsOnTheLine(String help) {
        TestJob.Launch launch = TestJob.idle().launch("--sorce-url", "x", "--parallel-reads=0", help, "y");

        assertThat(launch.code()).isZero();
        assertThat(launch.err()).isEmpty();
        assertThat(launch.out()).startsWith("Copies ratings into the training lake.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V"})
    void versionPrintsTheJobAndItsVersion(String version) {
        assertThat(TestJob.idle().launch(version, "--no").out())
                .isEqualTo("training-etl development" + System.lineSeparator());
    }

    @Test
    void gluesArgumentsAreDropped() {
        TestJob.Launch launch = TestJob.doing(context ->
                        context.console().out(context.settings().printable().toString()))
                .launch(
                        Map.of(),
                        "--JOB_NAME",
                        "nightly",
                        "--enable-metrics",
                        URL,
                        "--TempDir",
                        "s3://tmp/",
                        "--conf",
                        "spark.x=y");

        assertThat(launch.err()).isEmpty();
        assertThat(launch.out()).startsWith("{source-url=jdbc:x,");
    }

    @Test
    void aJobThatDeclaresAnOptionTwiceIsABug() {
        assertThatThrownBy(() -> new JobOptions("j", List.of(Option.flag("help")), Map.of()))
                .hasMessage("Two options of j are named --help");
    }
}
