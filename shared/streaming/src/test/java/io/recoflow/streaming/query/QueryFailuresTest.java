package io.recoflow.streaming.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisException.Kind;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.streaming.broker.FailOnDataLoss;
import io.recoflow.streaming.kinesis.KinesisBroker;
import io.recoflow.streaming.kinesis.KinesisLocation;
import io.recoflow.streaming.kinesis.KinesisSource;
import java.io.IOException;
import java.io.NotSerializableException;
import java.nio.charset.MalformedInputException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class QueryFailuresTest {

    private final KinesisBroker broker = new KinesisBroker(
            new KinesisLocation(Optional.empty(), Optional.empty(), Optional.empty()),
            KinesisSource.RECOFLOW,
            FailOnDataLoss.TRUE);
    private final QueryFailures failures = new QueryFailures(List.of(broker));

    @AfterEach
    void close() {
        broker.close();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureHasTheExitCodeOfItsCause(Throwable cause, ExitCode code) {
        var failure = failures.of("archive", new IllegalStateException("Job aborted", cause));

        assertThat(failure.exitCode()).isEqualTo(code);
        assertThat(failure.getMessage()).startsWith("The query archive ended: ").contains(cause.getMessage());
        assertThat(failures.isDataLoss(failure)).isEqualTo(code == ExitCode.CONTRACT_VIOLATED);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new KinesisException(Kind.NOT_FOUND, "no stream"), ExitCode.UNAVAILABLE),
                Arguments.of(new KinesisException(Kind.ACCESS_DENIED, "no right"), ExitCode.UNAVAILABLE),
                Arguments.of(new KinesisException(Kind.DATA_LOSS, "expired"), ExitCode.CONTRACT_VIOLATED),
                Arguments.of(new IOException("it is not there"), ExitCode.STORAGE_FAILED),
                // A task's failure is text when it reaches the driver.
                Arguments.of(
                        new RuntimeException("Lost task 0.0: java.io.IOException: No space left on device"),
                        ExitCode.STORAGE_FAILED));
    }

    /** Some are exceptions of I/O, or come from a call to Kinesis, and no storage or stream has to do with them. */
    @ParameterizedTest
    @MethodSource("unknown")
    void whatNobodyKnowsIsABug(Throwable cause) {
        var failure = failures.of("archive", new IllegalStateException("Job aborted", cause));

        assertThat(failure.exitCode()).isEqualTo(ExitCode.BUG);
        assertThat(failure.getMessage()).contains("Job aborted", "This is a bug");
    }

    static Stream<Throwable> unknown() {
        return Stream.of(
                new IndexOutOfBoundsException("a bug"),
                new NotSerializableException("io.recoflow.Some"),
                new MalformedInputException(1),
                new JsonParseException(null, "Unexpected end-of-input"),
                new KinesisException(Kind.INVALID_REQUEST, "Kinesis cannot be used", new NullPointerException()));
    }
}
