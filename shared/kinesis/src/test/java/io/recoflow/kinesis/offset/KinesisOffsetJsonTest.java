package io.recoflow.kinesis.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.kinesis.offset.ShardPosition.AfterSequenceNumber;
import io.recoflow.kinesis.offset.ShardPosition.AtTimestamp;
import io.recoflow.kinesis.offset.ShardPosition.ShardEnd;
import io.recoflow.kinesis.offset.ShardPosition.TrimHorizon;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
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
    void writesTheSecondVersionInFewCharacters() {
        assertThat(ALL_POSITIONS.json()).isEqualTo("""
                        {"version":2,"stream":"clicks","time":1795161600123,"shards":{\
                        "#0":"T 0","#1":"@1795161600123 0","#2":"%s 0","#3":"E@1795161600123 0"}}""".formatted(new BigInteger("9".repeat(129)).toString(36)));
        Map<String, ShardProgress> thousand = new TreeMap<>();
        BigInteger sequenceNumber = new BigInteger("49657018219452385671234567890123456789012345678901234567");
        for (int shard = 0; shard < 1_000; shard++) {
            thousand.put(
                    "shardId-%012d".formatted(shard),
                    new ShardProgress(
                            new AfterSequenceNumber(sequenceNumber
                                    .add(BigInteger.valueOf(shard))
                                    .toString()),
                            TIME.minusMillis(shard)));
        }
        KinesisOffset offset = new KinesisOffset("clicks", thousand);

        assertThat(offset.json()).hasSizeLessThan(52_000);
        assertThat(KinesisOffsetJson.read(offset.json()).shards()).isEqualTo(offset.shards());
    }

    @Test
    void keepsShardIdsThatAreNotOfTheUsualForm() {
        KinesisOffset offset = new KinesisOffset(
                "clicks",
                Map.of(
                        "shardId-7", new ShardProgress(new TrimHorizon(), TIME),
                        "7", new ShardProgress(new TrimHorizon(), TIME.minusSeconds(1))));

        assertThat(KinesisOffsetJson.read(offset.json()).shards()).isEqualTo(offset.shards());
    }

    @Test
    void refusesAnotherVersionWithTheRemedy() {
        assertThatThrownBy(() -> KinesisOffsetJson.read("{\"version\":3,\"stream\":\"clicks\",\"shards\":{}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("format version 3", "reads versions 1 and 2", "a newer one", "new checkpoint");
    }

    @Test
    void refusesWhatItCannotUnderstand() {
        for (String damaged : new String[] {
            "",
            "{",
            "[]",
            "{\"version\":1,\"stream\":\"clicks\"}",
            "{\"version\":2,\"stream\":\"clicks\",\"shards\":{}}",
            "{\"version\":2,\"stream\":\"clicks\",\"time\":1,\"shards\":{\"#0\":\"T\"}}",
            "{\"version\":2,\"stream\":\"clicks\",\"time\":1,\"shards\":{\"#0\":\"T soon\"}}",
            "{\"version\":2,\"stream\":\"clicks\",\"time\":1,\"shards\":{\"#0\":\"-1 0\"}}",
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
