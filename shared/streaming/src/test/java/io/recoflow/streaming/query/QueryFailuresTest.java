package io.recoflow.streaming.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.runtime.failure.ExitCode;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class QueryFailuresTest {

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureHasTheExitCodeOfItsCause(Throwable cause, ExitCode code, boolean canPass) {
        var failure = QueryFailures.of("archive", new IllegalStateException("Job aborted", cause));

        assertThat(failure.exitCode()).isEqualTo(code);
        assertThat(failure.getMessage()).startsWith("The query archive ended: ").contains(cause.getMessage());
        assertThat(QueryFailures.canPass(failure)).isEqualTo(canPass);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        new KinesisException(KinesisException.Kind.NOT_FOUND, "no stream"), ExitCode.UNAVAILABLE, true),
                Arguments.of(
                        new KinesisException(KinesisException.Kind.ACCESS_DENIED, "no right"),
                        ExitCode.UNAVAILABLE,
                        true),
                Arguments.of(
                        new KinesisException(KinesisException.Kind.DATA_LOSS, "expired"),
                        ExitCode.CONTRACT_VIOLATED,
                        false),
                Arguments.of(new IOException("it is not there"), ExitCode.STORAGE_FAILED, true),
                // A task's failure is text when it reaches the driver.
                Arguments.of(
                        new RuntimeException("Lost task 0.0: java.io.IOException: No space left on device"),
                        ExitCode.STORAGE_FAILED,
                        true),
                Arguments.of(new IndexOutOfBoundsException("a bug"), ExitCode.BUG, false));
    }
}
