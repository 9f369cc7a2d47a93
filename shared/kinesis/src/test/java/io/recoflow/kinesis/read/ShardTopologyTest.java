package io.recoflow.kinesis.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.kinesis.client.Shard;
import io.recoflow.kinesis.offset.ShardPosition;
import io.recoflow.kinesis.offset.ShardPosition.AfterSequenceNumber;
import io.recoflow.kinesis.offset.ShardPosition.AtTimestamp;
import io.recoflow.kinesis.offset.ShardPosition.ShardEnd;
import io.recoflow.kinesis.offset.ShardPosition.TrimHorizon;
import io.recoflow.kinesis.offset.ShardProgress;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ShardTopologyTest {

    private static final Instant TIME = Instant.parse("2026-11-20T08:00:00Z");
    private static final Instant LATER = TIME.plusSeconds(60);
    private static final ShardPosition SOMEWHERE = new AfterSequenceNumber("17");
    private static final ShardPosition END = new ShardEnd(new TrimHorizon());

    /** Shard a is split into b and c; c and d are merged into e. */
    private static final ShardTopology RESHARDED =
            topology(shard("a"), shard("b", "a"), shard("c", "a"), shard("d"), shard("e", "c", "d"));

    @Test
    void knowsRootsLeavesAndChildren() {
        assertThat(ids(RESHARDED.roots())).containsExactlyInAnyOrder("a", "d");
        assertThat(ids(RESHARDED.leaves())).containsExactlyInAnyOrder("b", "e");
        assertThat(ids(RESHARDED.children("a"))).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void takesAShardWhoseParentsAreNotListedForARoot() {
        assertThat(ids(topology(shard("b", "a"), shard("e", "b", "d")).roots())).containsExactly("b");
    }

    @Test
    void bothChildrenOfASplitTakeTheParentsPlace() {
        assertThat(succeeded(RESHARDED, Map.of("a", END, "d", SOMEWHERE)))
                .isEqualTo(Map.of("b", new TrimHorizon(), "c", new TrimHorizon(), "d", SOMEWHERE));
    }

    @Test
    void theChildOfAMergeWaitsForTheOtherParent() {
        assertThat(succeeded(RESHARDED, Map.of("b", SOMEWHERE, "c", END, "d", SOMEWHERE)))
                .isEqualTo(Map.of("b", SOMEWHERE, "c", END, "d", SOMEWHERE));
        assertThat(succeeded(RESHARDED, Map.of("b", SOMEWHERE, "c", END, "d", END)))
                .isEqualTo(Map.of("b", SOMEWHERE, "e", new TrimHorizon()));
    }

    @Test
    void theChildOfAMergeWaitsForAParentThatIsNotBegun() {
        assertThat(succeeded(RESHARDED, Map.of("a", SOMEWHERE, "d", END))).isEqualTo(Map.of("a", SOMEWHERE, "d", END));
    }

    @Test
    void theChildOfAMergeDoesNotWaitForAParentThatExpired() {
        ShardTopology withoutC = topology(shard("b", "a"), shard("d"), shard("e", "c", "d"));

        assertThat(succeeded(withoutC, Map.of("b", SOMEWHERE, "d", END)))
                .isEqualTo(Map.of("b", SOMEWHERE, "e", new TrimHorizon()));
    }

    @Test
    void childrenOfAShardWithoutRecordsBeginAtTheSameTime() {
        ShardPosition emptyEnd = new ShardEnd(new AtTimestamp(TIME));

        assertThat(succeeded(RESHARDED, Map.of("a", emptyEnd, "d", SOMEWHERE)))
                .isEqualTo(Map.of("b", new AtTimestamp(TIME), "c", new AtTimestamp(TIME), "d", SOMEWHERE));
    }

    @Test
    void theChildOfAMergeBeginsAtItsBeginningWhereOneParentHadRecords() {
        ShardPosition emptyEnd = new ShardEnd(new AtTimestamp(TIME));

        assertThat(succeeded(RESHARDED, Map.of("c", emptyEnd, "d", END))).isEqualTo(Map.of("e", new TrimHorizon()));
        assertThat(succeeded(RESHARDED, Map.of("c", emptyEnd, "d", emptyEnd)))
                .isEqualTo(Map.of("e", new AtTimestamp(TIME)));
    }

    @Test
    void aChildIsCompleteUntilItsParentsBothWere() {
        Map<String, ShardProgress> progress =
                new TreeMap<>(Map.of("c", new ShardProgress(END, LATER), "d", new ShardProgress(END, TIME)));

        RESHARDED.succeed(progress);

        assertThat(progress).isEqualTo(Map.of("e", new ShardProgress(new TrimHorizon(), TIME)));
    }

    @Test
    void anEndedShardWithoutChildrenYetIsKept() {
        assertThat(succeeded(topology(shard("a")), Map.of("a", END))).isEqualTo(Map.of("a", END));
    }

    @Test
    void oneChildOfASplitIsNotAll() {
        ShardTopology half = topology(range("a", 0, 99), range("b", 0, 49, "a"));
        ShardTopology whole = half.with(List.of(range("c", 50, 99, "a")));

        assertThat(half.isSucceeded("a")).isFalse();
        assertThat(ids(half.leaves())).containsExactlyInAnyOrder("a", "b");
        assertThat(succeeded(half, Map.of("a", END))).isEqualTo(Map.of("a", END, "b", new TrimHorizon()));
        assertThat(whole.isSucceeded("a")).isTrue();
        assertThat(succeeded(whole, Map.of("a", END, "b", SOMEWHERE)))
                .isEqualTo(Map.of("b", SOMEWHERE, "c", new TrimHorizon()));
    }

    @Test
    void anOlderListTakesNothingAway() {
        ShardTopology known = topology(shard("a"), shard("b", "a"), shard("c", "b"));

        ShardTopology merged = known.with(topology(shard("a")));

        assertThat(merged.isListed("b")).isTrue();
        assertThat(merged.isListed("c")).isTrue();
    }

    @Test
    void aNewerListForgetsWhatExpired() {
        ShardTopology known = topology(shard("a"), shard("b", "a"));

        ShardTopology merged = known.with(topology(shard("b", "a"), shard("c", "b")));

        assertThat(merged.isListed("a")).isFalse();
        assertThat(merged.isListed("c")).isTrue();
    }

    @Test
    void anExpiredShardWithoutChildrenIsForgotten() {
        assertThat(succeeded(topology(shard("z", "y")), Map.of("a", END))).isEmpty();
    }

    @Test
    void findsTheFirstShardsThatNobodyComesTo() {
        assertThat(ids(RESHARDED.unreachable(progress(Map.of("b", SOMEWHERE, "e", SOMEWHERE)))))
                .isEmpty();
        assertThat(ids(RESHARDED.unreachable(progress(Map.of("a", SOMEWHERE))))).containsExactly("d");
        ShardTopology afterALongStop = topology(shard("f", "e"), shard("g", "f"), shard("h", "f"));
        assertThat(ids(afterALongStop.unreachable(progress(Map.of("a", SOMEWHERE)))))
                .containsExactly("f");
    }

    private static Map<String, ShardPosition> succeeded(ShardTopology topology, Map<String, ShardPosition> positions) {
        Map<String, ShardProgress> progress = progress(positions);
        topology.succeed(progress);
        Map<String, ShardPosition> after = new TreeMap<>();
        progress.forEach((shard, each) -> after.put(shard, each.position()));
        return after;
    }

    private static Map<String, ShardProgress> progress(Map<String, ShardPosition> positions) {
        Map<String, ShardProgress> progress = new TreeMap<>();
        positions.forEach((shard, position) -> progress.put(shard, new ShardProgress(position, TIME)));
        return progress;
    }

    private static ShardTopology topology(Shard... shards) {
        return new ShardTopology(Arrays.asList(shards));
    }

    private static Shard shard(String id, String... parents) {
        return new Shard(id, List.of(parents), BigInteger.ZERO, BigInteger.TEN);
    }

    private static Shard range(String id, long first, long last, String... parents) {
        return new Shard(id, List.of(parents), BigInteger.valueOf(first), BigInteger.valueOf(last));
    }

    private static List<String> ids(List<Shard> shards) {
        return shards.stream().map(Shard::id).toList();
    }
}
