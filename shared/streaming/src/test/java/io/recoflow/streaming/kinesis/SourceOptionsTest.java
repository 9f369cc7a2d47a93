package io.recoflow.streaming.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.kinesis.DrainSignal;
import io.recoflow.streaming.broker.FailOnDataLoss;
import io.recoflow.streaming.broker.ReadPace;
import io.recoflow.streaming.broker.StreamAddress;
import io.recoflow.streaming.broker.StreamRead;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What sources are told, by the names that they document. */
final class SourceOptionsTest {

    private static final StreamAddress NAME = KinesisAddress.of("clicks");
    private static final StreamAddress ARN = KinesisAddress.of("arn:aws:kinesis:eu-west-1:123456789012:stream/clicks");
    private static final String ROLE = "arn:aws:iam::123456789012:role/streams";

    private final DrainSignal signal = DrainSignal.open();

    @AfterEach
    void closeTheSignal() {
        signal.close();
    }

    @Test
    void withoutFurtherOptionsShardsArePolledWithTheDefaultChainsCredentials() {
        assertThat(options(kinesis(Optional.empty()), KinesisSource.RECOFLOW, read(NAME, Optional.empty())))
                .containsOnly(
                        Map.entry("streamName", "clicks"),
                        Map.entry("region", "eu-west-1"),
                        Map.entry("startingPosition", "TRIM_HORIZON"),
                        Map.entry("failOnDataLoss", "true"),
                        Map.entry("drainSignal", signal.name()),
                        Map.entry("pollInterval", "250ms"));
    }

    @Test
    void ourSourceReadsAnotherAccountsStreamByFanOut() {
        assertThat(options(kinesis(role()), KinesisSource.RECOFLOW, read(ARN, Optional.of("shop"))))
                .containsEntry("streamArn", ARN.text())
                .containsEntry("consumerType", "fan-out")
                .containsEntry("consumerName", "shop")
                .containsEntry("roleArn", ROLE)
                .containsEntry("roleSessionName", "session")
                .containsEntry("roleExternalId", "7")
                .doesNotContainKey("streamName");
    }

    @Test
    void ourSinkWritesAsTheSameRole() {
        assertThat(kinesis(role()).options(ARN))
                .containsOnly(
                        Map.entry("streamArn", ARN.text()),
                        Map.entry("region", "eu-west-1"),
                        Map.entry("roleArn", ROLE),
                        Map.entry("roleSessionName", "session"),
                        Map.entry("roleExternalId", "7"));
    }

    @Test
    void emrsSourceReadsByFanOutAsTheRole() {
        assertThat(options(kinesis(role()), KinesisSource.EMR, read(NAME, Optional.of("shop"))))
                .containsOnly(
                        Map.entry("kinesis.streamName", "clicks"),
                        Map.entry("kinesis.region", "eu-west-1"),
                        Map.entry("kinesis.endpointUrl", "https://kinesis.eu-west-1.amazonaws.com"),
                        Map.entry("kinesis.startingPosition", "TRIM_HORIZON"),
                        Map.entry("kinesis.consumerType", "SubscribeToShard"),
                        Map.entry("kinesis.consumerName", "shop"),
                        Map.entry("kinesis.stsRoleArn", ROLE),
                        Map.entry("kinesis.stsSessionName", "session"));
    }

    /** Both document times without a fraction. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "AT_TIMESTAMP 2026-11-20T08:00:00.123Z",
                " at_timestamp  2026-11-20t08:00:00.123z",
                "trim_horizon "
            })
    void thePlatformsSourcesGetPositionsAsTheyDocumentThem(String position) {
        String expected = position.contains("2026") ? "2026-11-20T08:00:00Z" : "TRIM_HORIZON";

        assertThat(options(kinesis(Optional.empty()), KinesisSource.EMR, read(position))
                        .get("kinesis.startingPosition"))
                .isEqualTo(position.contains("2026") ? "AT_TIMESTAMP " + expected : expected);
        assertThat(options(kinesis(Optional.empty()), KinesisSource.GLUE, read(position))
                        .get("startingPosition"))
                .isEqualTo(expected);
    }

    /** It takes a role with a name for the session only. */
    @Test
    void gluesSourceReadsTheArnAsTheRole() {
        Optional<AssumedRole> role = Optional.of(new AssumedRole(ROLE, Optional.empty(), Optional.empty()));

        assertThat(options(kinesis(role), KinesisSource.GLUE, read(ARN, Optional.empty())))
                .containsOnly(
                        Map.entry("streamARN", ARN.text()),
                        Map.entry("awsRegion", "eu-west-1"),
                        Map.entry("endpointUrl", "https://kinesis.eu-west-1.amazonaws.com"),
                        Map.entry("startingPosition", "TRIM_HORIZON"),
                        Map.entry("awsSTSRoleARN", ROLE),
                        Map.entry("awsSTSSessionName", "recoflow-kinesis"));
    }

    /** Five calls a second and shard, less what repeated calls need. */
    @Test
    void anImmediateAndACollectingQueryTogetherLeaveSomeOfTheCallsThatAShardAllows() {
        double calls =
                callsPerSecond(ReadPace.immediate()) + callsPerSecond(ReadPace.collecting(Duration.ofMinutes(1)));

        assertThat(calls).isLessThanOrEqualTo(0.9 * 5);
    }

    @Test
    void whatIsStoredLeavesBytesOfAShardToTheAnswers() {
        StreamRead read = new StreamRead(
                NAME,
                "TRIM_HORIZON",
                Optional.empty(),
                ReadPace.collecting(Duration.ofMinutes(1)).atMost("512k"));

        assertThat(options(kinesis(Optional.empty()), KinesisSource.RECOFLOW, read))
                .containsEntry("maxBytesPerSecond", "512k")
                .containsEntry("pollInterval", "2500ms")
                .containsEntry("maxTriggerDelay", "60000ms");
    }

    private static double callsPerSecond(ReadPace pace) {
        String interval = String.valueOf(KinesisPace.options(pace).get("pollInterval"));
        return 1_000.0 / Integer.parseInt(interval.replace("ms", ""));
    }

    private Map<String, String> options(KinesisLocation kinesis, KinesisSource source, StreamRead read) {
        return new SourceOptions(kinesis, source, FailOnDataLoss.TRUE, signal).of(read);
    }

    private static StreamRead read(StreamAddress stream, Optional<String> consumer) {
        return new StreamRead(stream, "TRIM_HORIZON", consumer, ReadPace.immediate());
    }

    private static StreamRead read(String position) {
        return new StreamRead(NAME, position, Optional.empty(), ReadPace.immediate());
    }

    private static KinesisLocation kinesis(Optional<AssumedRole> role) {
        return new KinesisLocation(Optional.of("eu-west-1"), Optional.empty(), role);
    }

    private static Optional<AssumedRole> role() {
        return Optional.of(new AssumedRole(ROLE, Optional.of("session"), Optional.of("7")));
    }
}
