package io.recoflow.local.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.local.submit.SubmittedJob.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** With a shell in the place of a job, which starts at once. */
class SubmittedJobTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);

    @Test
    void waitingEndsWhenTheConditionHolds() {
        try (SubmittedJob job = shell("echo ready >&2; sleep 60")) {
            assertThat(job.await(() -> job.err().contains("ready"), LIMIT)).isEqualTo(Outcome.CONDITION_MET);
            assertThat(job.isAlive()).isTrue();
        }
    }

    @Test
    void whatTheJobDidLastCountsWhereItHasEnded() {
        try (SubmittedJob job = shell("echo done")) {
            assertThat(job.await(() -> !job.isAlive() && job.out().equals("done\n"), LIMIT))
                    .isEqualTo(Outcome.CONDITION_MET);
        }
    }

    @Test
    void waitingEndsWhenTheJobEnds() {
        try (SubmittedJob job = shell("exit 3")) {
            assertThat(job.await(() -> false, LIMIT)).isEqualTo(Outcome.JOB_ENDED);
        }
    }

    @Test
    void waitingEndsAtTheLimit() {
        try (SubmittedJob job = shell("sleep 60")) {
            assertThat(job.await(() -> false, SHORT)).isEqualTo(Outcome.LIMIT_REACHED);
        }
    }

    @Test
    void aJobThatEndsBeforeWhatIsRequiredIsToldWithTheEndOfItsLog() {
        try (SubmittedJob job = shell("echo the cause >&2; exit 3")) {
            assertThatThrownBy(() -> job.requireErr("ready", LIMIT))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The job ended with exit code 3 before 'ready' on stderr."
                            + " What it wrote ends with:\nthe cause");
        }
    }

    @Test
    void aLimitThatIsReachedIsToldWithTheEndOfTheLog() {
        try (SubmittedJob job = shell("echo busy >&2; sleep 60")) {
            job.requireErr("busy", LIMIT);
            assertThatThrownBy(() -> job.require("it answered", () -> false, SHORT))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("it answered")
                    .hasMessageContaining("the job still runs")
                    .hasMessageEndingWith("\nbusy");
        }
    }

    @Test
    void aTerminatedJobEndsByItsOwnMeansAndWhatItWroteIsThere() {
        try (SubmittedJob job = shell("trap 'echo bye; exit 7' TERM; echo up >&2; while :; do sleep 0.05; done")) {
            job.requireErr("up", LIMIT);
            job.terminate();
            assertThat(job.end(LIMIT)).isEqualTo(new SparkSubmit.Result(7, "bye\n", "up\n"));
        }
    }

    @Test
    void aKilledJobIsGoneAndWhatItWroteIsThere() {
        try (SubmittedJob job = shell("echo up >&2; exec sleep 60")) {
            job.requireErr("up", LIMIT);
            job.kill();
            assertThat(job.isAlive()).isFalse();
            assertThat(job.end(LIMIT)).isEqualTo(new SparkSubmit.Result(128 + 9, "", "up\n"));
        }
    }

    @Test
    void aJobThatRunsTooLongIsKilled() {
        try (SubmittedJob job = shell("echo slow >&2; exec sleep 60")) {
            job.requireErr("slow", LIMIT);
            assertThatThrownBy(() -> job.end(Duration.ZERO))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The job ran longer than 0 s and was killed:\nslow\n");
            assertThat(job.isAlive()).isFalse();
        }
    }

    private static SubmittedJob shell(String script) {
        return SubmittedJob.start(new ProcessBuilder("sh", "-c", script));
    }
}
