package io.recoflow.kinesis.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.kinesis.client.AssumedRole;
import io.recoflow.kinesis.client.ClientSettings;
import io.recoflow.kinesis.offset.ShardPosition.AtTimestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SourceSettingsTest {

    private static final String CONSUMER_ARN = "arn:aws:kinesis:eu-west-1:1:stream/clicks/consumer/recommender:1";

    @Test
    void hasDefaultsForAllButTheStream() {
        assertThat(SourceSettings.of(Map.of("streamName", "clicks")))
                .isEqualTo(new SourceSettings(
                        new ClientSettings("clicks", null, null, null, Duration.ofSeconds(5)),
                        StartingPosition.LATEST,
                        null,
                        false,
                        Duration.ofMillis(200),
                        Long.MAX_VALUE,
                        Duration.ofMinutes(10),
                        Long.MAX_VALUE,
                        Long.MAX_VALUE,
                        0,
                        Duration.ofMinutes(1),
                        128L << 20,
                        64,
                        true,
                        null));
    }

    @Test
    void takesEveryOptionWhateverItsCase() {
        assertThat(SourceSettings.of(Map.ofEntries(
                        Map.entry("STREAMARN", "arn:aws:kinesis:eu-west-1:1:stream/clicks"),
                        Map.entry("region", "eu-west-1"),
                        Map.entry("endpoint", "http://127.0.0.1:4567"),
                        Map.entry("roleArn", "arn:aws:iam::1:role/reader"),
                        Map.entry("roleSessionName", "recommender"),
                        Map.entry("roleExternalId", "agreed"),
                        Map.entry("callTimeout", "30s"),
                        Map.entry("startingPosition", "at_timestamp 2026-11-20T08:00:00Z"),
                        Map.entry("consumerType", "fan-out"),
                        Map.entry("consumerName", "recommender"),
                        Map.entry("deregisterConsumer", "true"),
                        Map.entry("pollInterval", "1s"),
                        Map.entry("maxBytesPerSecond", "512k"),
                        Map.entry("retryTimeout", "30s"),
                        Map.entry("maxRecordsPerTrigger", "1000"),
                        Map.entry("maxBytesPerTrigger", "2m"),
                        Map.entry("minBytesPerTrigger", "32m"),
                        Map.entry("maxTriggerDelay", "20s"),
                        Map.entry("bufferBytes", "64m"),
                        Map.entry("executorTailShards", "8"),
                        Map.entry("failOnDataLoss", "false"),
                        Map.entry("drainSignal", "stopping"))))
                .isEqualTo(new SourceSettings(
                        new ClientSettings(
                                "arn:aws:kinesis:eu-west-1:1:stream/clicks",
                                "eu-west-1",
                                "http://127.0.0.1:4567",
                                new AssumedRole("arn:aws:iam::1:role/reader", "recommender", "agreed"),
                                Duration.ofSeconds(30)),
                        new StartingPosition.Everywhere(new AtTimestamp(Instant.parse("2026-11-20T08:00:00Z"))),
                        "recommender",
                        true,
                        Duration.ofSeconds(1),
                        512 << 10,
                        Duration.ofSeconds(30),
                        1000,
                        2 << 20,
                        32 << 20,
                        Duration.ofSeconds(20),
                        64 << 20,
                        8,
                        false,
                        "stopping"));
    }

    @Test
    void tellsAllProblemsAtOnce() {
        assertThatThrownBy(() -> SourceSettings.of(Map.of(
                        "streemName", "clicks",
                        "startingPosition", "YESTERDAY",
                        "consumerType", "fan-out",
                        "pollInterval", "soon",
                        "maxRecordsPerTrigger", "0",
                        "bufferBytes", "-1",
                        "failOnDataLoss", "maybe",
                        "callTimeout", "0s",
                        "endpoint", "127.0.0.1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "\"streemName\" is not known here",
                        "give either streamName or streamArn",
                        "startingPosition is not LATEST, TRIM_HORIZON, AT_TIMESTAMP",
                        "fan-out needs a consumerName",
                        "pollInterval is not a duration",
                        "maxRecordsPerTrigger is not a whole number",
                        "bufferBytes is not a size",
                        "failOnDataLoss is not true or false",
                        "callTimeout is not a duration",
                        "endpoint is not a URL");
    }

    @Test
    void refusesOptionsThatOnlyTheSinkKnows() {
        assertThatThrownBy(() -> SourceSettings.of(Map.of("streamName", "clicks", "linger", "1ms")))
                .hasMessageContaining("\"linger\" is not known here");
    }

    @Test
    void refusesAConsumerThatPollingWouldNotUse() {
        assertThatThrownBy(() -> SourceSettings.of(Map.of(
                        "streamName", "clicks",
                        "consumerName", "recommender",
                        "consumerArn", CONSUMER_ARN,
                        "deregisterConsumer", "true")))
                .hasMessageContainingAll(
                        "consumerName is for consumerType fan-out only",
                        "consumerArn is for consumerType fan-out only",
                        "deregisterConsumer is for a consumerName only");
    }

    @Test
    void takesAConsumerByItsArnWhichIsNotRegistered() {
        SourceSettings settings = SourceSettings.of(
                Map.of("streamName", "clicks", "consumerType", "fan-out", "consumerArn", CONSUMER_ARN));

        assertThat(settings.fanOutConsumer()).isEqualTo(CONSUMER_ARN);
        assertThat(settings.registeredConsumer()).isNull();
    }

    @Test
    void refusesAConsumerThatIsGivenTwiceOrInTheWrongForm() {
        assertThatThrownBy(() -> SourceSettings.of(Map.of(
                        "streamName", "clicks",
                        "consumerType", "fan-out",
                        "consumerName", CONSUMER_ARN,
                        "consumerArn", "recommender")))
                .hasMessageContainingAll(
                        "give either consumerName or consumerArn",
                        "consumerName is an ARN, which is for consumerArn",
                        "consumerArn is not an ARN");
    }

    @Test
    void refusesToDeregisterAConsumerThatItDoesNotRegister() {
        assertThatThrownBy(() -> SourceSettings.of(Map.of(
                        "streamName", "clicks",
                        "consumerType", "fan-out",
                        "consumerArn", CONSUMER_ARN,
                        "deregisterConsumer", "true")))
                .hasMessageContaining("deregisterConsumer is for a consumerName only");
    }

    @Test
    void refusesWhatIsOfARoleWithoutOne() {
        assertThatThrownBy(() -> SourceSettings.of(
                        Map.of("streamName", "clicks", "roleSessionName", "recommender", "roleExternalId", "agreed")))
                .hasMessageContainingAll(
                        "roleSessionName is for a roleArn only", "roleExternalId is for a roleArn only");
    }

    @Test
    void takesSeveralStreamsInAnyOrder() {
        assertThat(SourceSettings.of(Map.of("streamName", "orders, clicks")))
                .isEqualTo(SourceSettings.of(Map.of("streamName", "clicks,orders")));
        assertThat(SourceSettings.of(Map.of("streamArn", "arn:aws:kinesis:r:1:stream/b,arn:aws:kinesis:r:2:stream/a"))
                        .client()
                        .streams())
                .containsExactly("arn:aws:kinesis:r:2:stream/a", "arn:aws:kinesis:r:1:stream/b");
    }

    @Test
    void refusesSeveralStreamsThatCannotBeToldApart() {
        assertThatThrownBy(() -> SourceSettings.of(Map.of(
                        "streamArn",
                        "arn:aws:kinesis:r:1:stream/a,arn:aws:kinesis:r:2:stream/a,",
                        "consumerType",
                        "fan-out",
                        "consumerArn",
                        CONSUMER_ARN)))
                .hasMessageContainingAll(
                        "a stream has no name",
                        "two streams of a source have the same name",
                        "consumerArn is for one stream only");
    }
}
