package io.recoflow.bench.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.bench.kinesis.KinesisSourceResult.HighestRate;
import io.recoflow.bench.kinesis.KinesisSourceResult.Latency;
import io.recoflow.runtime.report.Json;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class KinesisSourceResultTest {

    private static final Latency HUNDRED =
            Latency.of("real-time-100", 101, LongStream.rangeClosed(1, 100).map(millis -> millis * 1_000_000));

    private static final KinesisSourceResult RESULT = new KinesisSourceResult(
            "kinesis-source",
            List.of(HUNDRED, new HighestRate("highest-rate", 5_000, 300_000, 300_000)),
            "setup",
            "machine",
            Instant.parse("2026-11-20T08:00:00Z"));

    @Test
    void aPercentileIsTheLeastLatencyThatThatManyDoNotExceed() {
        assertThat(HUNDRED).isEqualTo(new Latency("real-time-100", 50, 90, 99, 100, 101, 100));
    }

    @Test
    void everyPercentileOfOneRecordIsItsLatency() {
        assertThat(Latency.of("plain-loop-100", 1, LongStream.of(2_345_678)))
                .isEqualTo(new Latency("plain-loop-100", 2.3, 2.3, 2.3, 2.3, 1, 1));
    }

    @Test
    void isStoredWithTheFieldsThatItsReadersExpect() {
        String expected = """
                {
                  "bench": "kinesis-source",
                  "results": [
                    {
                      "contestant": "real-time-100",
                      "p50Millis": 50.0,
                      "p90Millis": 90.0,
                      "p99Millis": 99.0,
                      "maxMillis": 100.0,
                      "sent": 101,
                      "received": 100
                    },
                    {
                      "contestant": "highest-rate",
                      "recordsPerSecond": 5000,
                      "sent": 300000,
                      "received": 300000
                    }
                  ],
                  "setup": "setup",
                  "machine": "machine",
                  "measuredAt": "2026-11-20T08:00:00Z"
                }""";
        assertThat(Json.write(RESULT)).isEqualToIgnoringWhitespace(expected);
    }

    @Test
    void isPrintedAsATable() {
        assertThat(RESULT.table().text()).isEqualTo("""
                contestant     p50 ms  p90 ms  p99 ms  max ms    sent  received  records/s
                -------------  ------  ------  ------  ------  ------  --------  ---------
                real-time-100    50.0    90.0    99.0   100.0     101       100
                highest-rate                                   300000    300000       5000""");
    }
}
