package io.recoflow.bench.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.bench.recommend.RecommendResult.HighestRate;
import io.recoflow.bench.recommend.RecommendResult.Latency;
import io.recoflow.local.platformclient.PlatformStatistics;
import io.recoflow.runtime.report.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RecommendResultTest {

    private static final Latency LATENCY = Latency.of(
            "micro-batch-100",
            6_000,
            new PlatformStatistics(
                    6_001,
                    6_000,
                    1,
                    0,
                    0,
                    0,
                    new PlatformStatistics.Latency(6_001, 250_040, 360_000, 420_060, 500_000),
                    Map.of("model", 5_500L, "popularity", 501L),
                    Map.of("anonymous", 501L)),
            new CpuCores(Optional.of(0.4), Optional.of(Duration.ofMillis(2_400)), 0.2, 0.1));

    @Test
    void storesLatenciesAndHighestRatesInOneList() {
        RecommendResult result = result();

        assertThat(Json.write(result).replaceAll("\\s", ""))
                .contains("\"results\":[{\"contestant\":\"micro-batch-100\",\"p50Millis\":250.0,\"p90Millis\":360.0,"
                        + "\"p99Millis\":420.1,\"maxMillis\":500.0,\"sent\":6000,\"answered\":6000,"
                        + "\"servedBy\":{\"model\":5500,\"popularity\":501},\"reasons\":{\"anonymous\":501},"
                        + "\"cpuCores\":0.4,\"cpuMicrosPerEvent\":400.0,\"kinesaliteCpuCores\":0.2,\"benchmarkCpuCores\":0.1},"
                        + "{\"contestant\":\"highest-rate\",\"eventsPerSecond\":3000,"
                        + "\"eventsPerSecondByLatency\":{\"micro-batch\":3000,\"real-time\":2000},");
    }

    @Test
    void printsARowEach() {
        assertThat(result().table().text().lines()).hasSize(4);
    }

    private static RecommendResult result() {
        return new RecommendResult(
                "stream-recommend",
                List.of(LATENCY, HighestRate.of(Map.of("micro-batch", 3_000, "real-time", 2_000), List.of("a", "b"))),
                "setup",
                "machine",
                Instant.EPOCH);
    }
}
