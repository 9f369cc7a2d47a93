package io.recoflow.kinesis.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.kinesis.client.AssumedRole;
import io.recoflow.kinesis.client.ClientSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SinkSettingsTest {

    @Test
    void hasDefaultsForAllButTheStreamAndPassesOverWhatSparkAdds() {
        assertThat(SinkSettings.of(Map.of("streamName", "answers", "checkpointLocation", "/tmp/checkpoint")))
                .isEqualTo(new SinkSettings(
                        new ClientSettings("answers", null, null, null, Duration.ofSeconds(5)),
                        Duration.ofMillis(20),
                        1 << 20,
                        Duration.ofMinutes(10)));
    }

    @Test
    void takesEveryOption() {
        assertThat(SinkSettings.of(Map.of(
                        "streamName", "answers",
                        "region", "eu-west-1",
                        "endpoint", "http://127.0.0.1:4567",
                        "roleArn", "arn:aws:iam::1:role/writer",
                        "linger", "5ms",
                        "maxRecordBytes", "10m",
                        "callTimeout", "1m",
                        "retryTimeout", "0s")))
                .isEqualTo(new SinkSettings(
                        new ClientSettings(
                                "answers",
                                "eu-west-1",
                                "http://127.0.0.1:4567",
                                new AssumedRole("arn:aws:iam::1:role/writer", "recoflow-kinesis", null),
                                Duration.ofMinutes(1)),
                        Duration.ofMillis(5),
                        10 << 20,
                        Duration.ZERO));
    }

    @Test
    void refusesSeveralStreams() {
        assertThatThrownBy(() -> SinkSettings.of(Map.of("streamName", "answers,clicks")))
                .hasMessageContaining("the sink writes to one stream, not to several: answers,clicks");
    }

    @Test
    void refusesRecordsThatNoStreamTakes() {
        assertThatThrownBy(() -> SinkSettings.of(Map.of("streamName", "answers", "maxRecordBytes", "10241k")))
                .hasMessageContaining("maxRecordBytes is larger than 10m, the most that Kinesis takes: 10486784");
    }

    @Test
    void refusesOptionsThatOnlyTheSourceKnows() {
        assertThatThrownBy(() -> SinkSettings.of(Map.of("streamName", "answers", "pollInterval", "1s")))
                .hasMessageContaining("\"pollInterval\" is not known here");
    }
}
