package io.recoflow.kinesis.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.kinesis.client.Shard;
import io.recoflow.kinesis.config.StartingPosition;
import io.recoflow.kinesis.offset.KinesisOffset;
import io.recoflow.kinesis.offset.ShardPosition.AfterSequenceNumber;
import io.recoflow.kinesis.read.ShardTopology;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A query that begins after given sequence numbers, in a stream whose shard {@code a} was split into {@code b} and {@code
 * c}, and whose {@code c} and {@code d} were merged into {@code e}.
 */
final class StartingOffsetTest {

    private static final ShardTopology TOPOLOGY =
            new ShardTopology(List.of(shard("a"), shard("b", "a"), shard("c", "a"), shard("d"), shard("e", "c", "d")));

    @ParameterizedTest
    @ValueSource(strings = {"a d", "b e", "b c d"})
    void oneShardOfEachLineIsEnough(String named) {
        KinesisOffset offset = beginning(named);

        assertThat(offset.shards().keySet()).containsExactly(named.split(" "));
        assertThat(offset.shards().get(named.substring(0, 1)))
                .isNotNull()
                .satisfies(progress -> assertThat(progress.position()).isEqualTo(new AfterSequenceNumber("17")));
    }

    @ParameterizedTest
    @CsvSource({
        "b, 'not say where to begin .*: c, d\\.'",
        "a, 'not say where to begin .*: d\\.'",
        "e, 'not say where to begin .*: b\\.'",
        "a d e, 'follow others which it names.*: e\\.'",
        "a d x, 'does not list.*: x\\.'",
        "x b e d, 'does not list.*: x; it names shards that follow .*: e\\.'"
    })
    void shardsThatAreNamedWronglyAreTold(String named, String problem) {
        assertThatThrownBy(() -> beginning(named))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("startingPosition AFTER_SEQUENCE_NUMBER .*" + problem + " Give one .*");
    }

    @Test
    void theProblemsStandInOneLine() {
        assertThatThrownBy(() -> beginning("x")).hasMessageNotContaining("\n").hasMessageContaining(": a, d.");
    }

    private static KinesisOffset beginning(String named) {
        String json = "{\"" + named.replace(" ", "\":\"17\",\"") + "\":\"17\"}";
        StartingPosition position = StartingPosition.parse("AFTER_SEQUENCE_NUMBER " + json);
        return StartingOffset.of(
                Objects.requireNonNull(position),
                "clicks",
                TOPOLOGY,
                Instant.EPOCH,
                Instant.parse("2026-11-20T08:00:00Z"));
    }

    private static Shard shard(String id, String... parents) {
        return new Shard(id, List.of(parents), BigInteger.ZERO, BigInteger.TEN);
    }
}
