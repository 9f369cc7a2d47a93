package io.recoflow.kinesis.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.kinesis.offset.ShardPosition.AfterSequenceNumber;
import io.recoflow.kinesis.offset.ShardPosition.AtTimestamp;
import io.recoflow.kinesis.offset.ShardPosition.ShardEnd;
import io.recoflow.kinesis.offset.ShardPosition.TrimHorizon;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KinesisOffsetJsonTest {

    private static final Instant TIME = Instant.parse("2026-11-20T08:00:00.123Z");
    private static final KinesisOffset ALL_POSITIONS = new KinesisOffset(
            "clicks",
            Map.of(
                    "shardId-000000000000", new ShardProgress(new TrimHorizon(), TIME),
                    "shardId-000000000001", new ShardProgress(new AtTimestamp(TIME), TIME),
                    "shardId-000000000002", new ShardProgress(new AfterSequenceNumber("9".repeat(129)), TIME),
                    "shardId-000000000003", new ShardProgress(new ShardEnd(new AtTimestamp(TIME)), TIME)));

    @Test
    void readsWhatItWrites() {
        KinesisOffset read = KinesisOffsetJson.read(ALL_POSITIONS.json());

        assertThat(read).isEqualTo(ALL_POSITIONS);
        assertThat(read.shards()).isEqualTo(ALL_POSITIONS.shards());
        assertThat(read.stream()).isEqualTo("clicks");
    }

    @Test
    void readsTheFirstVersion() {
        assertThat(KinesisOffsetJson.read("""
                        {"version":1,"stream":"clicks","shards":{
                          "shardId-000000000000":{"type":"TRIM_HORIZON","completeUntil":"2026-11-20T08:00:00.123Z"},
                          "shardId-000000000001":{"type":"AT_TIMESTAMP","time":"2026-11-20T08:00:00.123Z",
                            "completeUntil":"2026-11-20T08:00:00.123Z"},
                          "shardId-000000000002":{"type":"AFTER_SEQUENCE_NUMBER","sequenceNumber":"%s",
                            "completeUntil":"2026-11-20T08:00:00.123Z"},
                          "shardId-000000000003":{"type":"SHARD_END",
                            "childrenFrom":{"type":"AT_TIMESTAMP","time":"2026-11-20T08:00:00.123Z"},
                            "completeUntil":"2026-11-20T08:00:00.123Z"}}}""".formatted("9".repeat(129))).shards())
                .isEqualTo(ALL_POSITIONS.shards());
    }

    @Test
    void refusesAnotherVersionWithTheRemedy() {
        assertThatThrownBy(() -> KinesisOffsetJson.read("{\"version\":2,\"stream\":\"clicks\",\"shards\":{}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("format version 2", "reads version 1", "a newer one", "new checkpoint");
    }

    @Test
    void refusesWhatItCannotUnderstand() {
        for (String damaged : new String[] {
            "",
            "{",
            "[]",
            "{\"version\":1,\"stream\":\"clicks\"}",
            "{\"version\":1,\"stream\":\"clicks\",\"shards\":{\"s\":{\"type\":\"NEW\",\"completeUntil\":\"2026-11-20T08:00:00Z\"}}}",
            "{\"version\":1,\"stream\":\"clicks\",\"shards\":{\"s\":{\"type\":\"TRIM_HORIZON\",\"completeUntil\":\"soon\"}}}",
            "{\"version\":1,\"stream\":\"clicks\",\"shards\":{\"s\":{\"type\":\"AFTER_SEQUENCE_NUMBER\","
                    + "\"sequenceNumber\":\"x\",\"completeUntil\":\"2026-11-20T08:00:00Z\"}}}"
        }) {
            assertThatThrownBy(() -> KinesisOffsetJson.read(damaged))
                    .as(damaged)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void ordersSequenceNumbersByTheirValue() {
        assertThat(ShardPosition.SEQUENCE_NUMBERS.compare("9", "10")).isNegative();
        assertThat(ShardPosition.SEQUENCE_NUMBERS.compare("11", "10")).isPositive();
        assertThat(ShardPosition.SEQUENCE_NUMBERS.compare("10", "10")).isZero();
    }
}
