package io.recoflow.bench.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.bench.recommend.BuildsResult.Build;
import io.recoflow.bench.recommend.RecommendResult.Latency;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BuildsResultTest {

    @Test
    void aBuildsProcessorTimeIsThatOfAllItsEvents() {
        assertThat(new Build("real-time", List.of(window(400, 1_000, 200), window(500, 3_000, 400)), 2_500)
                        .cpuMicrosPerEvent())
                .isEqualTo(350);
    }

    @Test
    void windowsStandInOrderSoThatTheWorstIsSeen() {
        BuildsResult result = new BuildsResult(
                "stream-recommend",
                List.of(new Build("real-time", List.of(window(653, 1_000, 200), window(486, 1_000, 200)), 2_500)),
                "setup",
                "machine",
                Instant.EPOCH);

        assertThat(result.table().text()).contains("486, 653").contains("2500");
    }

    private static Latency window(double p99Millis, long sent, double cpuMicrosPerEvent) {
        return new Latency(
                "real-time-1000",
                200,
                300,
                p99Millis,
                p99Millis + 100,
                sent,
                sent,
                Map.of(),
                Map.of(),
                Optional.of(0.2),
                Optional.of(cpuMicrosPerEvent),
                0.4,
                0.1);
    }
}
