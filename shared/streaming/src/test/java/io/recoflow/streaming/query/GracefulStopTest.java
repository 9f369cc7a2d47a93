package io.recoflow.streaming.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class GracefulStopTest {

    private final List<String> warnings = new CopyOnWriteArrayList<>();

    /** Whoever listens prints it as the job prints everything, without secrets. */
    @Test
    void aJobThatDoesNotEndInTimeIsToldToWhoListens() throws Exception {
        try (GracefulStop stop = new GracefulStop(Duration.ofMillis(10), warnings::add)) {
            stop.terminate();

            assertThat(stop.isAskedWithin(Duration.ZERO)).isTrue();
        }
        assertThat(warnings).singleElement().asString().startsWith("The last batches did not end within");
    }

    @Test
    void theProcessEndsWhenTheJobDoes() throws Exception {
        GracefulStop stop = new GracefulStop(Duration.ofMinutes(1), warnings::add);
        CompletableFuture<Void> termination = CompletableFuture.runAsync(stop::terminate);

        assertThat(stop.isAskedWithin(Duration.ofMinutes(1))).isTrue();
        assertThat(termination).isNotDone();
        stop.close();

        assertThat(termination.get(1, TimeUnit.MINUTES)).isNull();
        assertThat(warnings).isEmpty();
    }
}
