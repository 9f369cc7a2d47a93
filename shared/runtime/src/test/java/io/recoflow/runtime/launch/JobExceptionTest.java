package io.recoflow.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import java.io.IOException;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class JobExceptionTest {

    @Test
    void theMessageIsOneLineWhateverThePartsAre() {
        JobException failure =
                new JobException(ExitCode.USAGE, "Cannot\nread x\r\n", " line one\n   line two. ", "Fix\u2028it.\n");

        assertThat(failure).hasMessage("Cannot read x: line one line two. Fix it.");
        assertThat(failure.problem()).isEqualTo("Cannot read x");
        assertThat(failure.causeText()).isEqualTo("line one line two");
        assertThat(failure.fix()).isEqualTo("Fix it.");
    }

    @Test
    void theFirstInTheChainOfCausesIsFound() {
        JobException inner = new JobException(ExitCode.STORAGE_FAILED, "a", "b", "c");
        JobException outer = new JobException(ExitCode.UNAVAILABLE, "d", "e", "f", inner);

        assertThat(JobException.in(new RuntimeException(new RuntimeException(outer))))
                .containsSame(outer);
        assertThat(JobException.in(new RuntimeException("none"))).isEmpty();
    }

    @Test
    void aChainThatEndsInItselfEnds() {
        RuntimeException first = new RuntimeException("first");
        first.initCause(new RuntimeException("second", first));

        assertThat(JobException.in(first)).isEmpty();
    }

    @Test
    void itSurvivesTheWayFromASparkTaskEvenWithATriggerThatCannotBeSerialized() throws IOException {
        LogLevels.apply(LogLevels.Detail.QUIET);
        try (SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .getOrCreate()) {
            MapFunction<Long, Long> failing = row -> {
                throw new JobException(ExitCode.UNAVAILABLE, "p", "c", "Fix.", new NotSerializable("trigger text"));
            };

            Throwable failure = catchThrowable(
                    () -> spark.range(1).map(failing, Encoders.LONG()).collectAsList());

            assertThat(JobException.in(failure)).hasValueSatisfying(found -> {
                assertThat(found.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
                assertThat(found).hasMessage("p: c. Fix.");
                assertThat(found.getStackTrace()[0].getClassName()).contains("JobExceptionTest");
                assertThat(found.getCause()).hasMessageContaining("trigger text");
            });
        }
    }

    private static final class NotSerializable extends RuntimeException {
        private final Object handle = new Object();

        NotSerializable(String message) {
            super(message);
        }

        @Override
        public String toString() {
            return getMessage() + " " + handle.hashCode();
        }
    }
}
