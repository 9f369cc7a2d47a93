package io.recoflow.kinesis.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.kinesis.config.StartingPosition.Everywhere;
import io.recoflow.kinesis.offset.ShardPosition.AtTimestamp;
import io.recoflow.kinesis.offset.ShardPosition.TrimHorizon;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BatchReadSettingsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void readsEverythingUntilNowUnlessToldOtherwise() {
        BatchReadSettings settings = BatchReadSettings.of(Map.of("streamName", "clicks"), NOW);

        assertThat(settings.source().startingPosition()).isEqualTo(new Everywhere(new TrimHorizon()));
        assertThat(settings.end()).isEqualTo(NOW);
    }

    @Test
    void takesARangeOfTime() {
        BatchReadSettings settings = BatchReadSettings.of(
                Map.of(
                        "streamName", "clicks",
                        "startingPosition", "AT_TIMESTAMP 2026-11-20T08:00:00Z",
                        "endingPosition", "AT_TIMESTAMP 2026-11-20T09:00:00Z",
                        "pollInterval", "1s",
                        "failOnDataLoss", "false"),
                NOW);

        assertThat(settings.source().startingPosition())
                .isEqualTo(new Everywhere(new AtTimestamp(Instant.parse("2026-11-20T08:00:00Z"))));
        assertThat(settings.end()).isEqualTo(Instant.parse("2026-11-20T09:00:00Z"));
        assertThat(settings.source().pollInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.source().failOnDataLoss()).isFalse();
    }

    @Test
    void takesLatestAsTheEnd() {
        assertThat(BatchReadSettings.of(Map.of("streamName", "clicks", "endingPosition", "latest"), NOW)
                        .end())
                .isEqualTo(NOW);
    }

    @Test
    void tellsAllProblemsAtOnce() {
        assertThatThrownBy(() -> BatchReadSettings.of(
                        Map.of(
                                "streamName", "clicks",
                                "startingPosition", "LATEST",
                                "endingPosition", "TRIM_HORIZON",
                                "consumerType", "fan-out",
                                "drainSignal", "stopping"),
                        NOW))
                .hasMessageContainingAll(
                        "a batch query cannot begin at LATEST: LATEST",
                        "endingPosition is not LATEST or AT_TIMESTAMP",
                        "\"consumerType\" is not known here, but for streaming queries",
                        "\"drainSignal\" is not known here, but for streaming queries");
    }

    @Test
    void refusesAnEndThatIsNotAfterTheStart() {
        assertThatThrownBy(() -> BatchReadSettings.of(
                        Map.of(
                                "streamName", "clicks",
                                "startingPosition", "AT_TIMESTAMP 2026-11-20T09:00:00Z",
                                "endingPosition", "AT_TIMESTAMP 2026-11-20T09:00:00Z"),
                        NOW))
                .hasMessageContaining("endingPosition 2026-11-20T09:00:00Z is not after startingPosition");
    }

    @Test
    void streamingQueriesHaveNoEnd() {
        assertThatThrownBy(() -> SourceSettings.of(Map.of("streamName", "clicks", "endingPosition", "LATEST")))
                .hasMessageContaining("\"endingPosition\" is not known here, but for batch queries");
    }
}
