package io.recoflow.kinesis.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.kinesis.client.Shard;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When shards are listed, and what is known meanwhile. */
class ShardDirectoryTest {

    private static final BigInteger MIDDLE = BigInteger.ONE.shiftLeft(127);
    private static final BigInteger LAST = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
    private static final Shard WHOLE = new Shard("whole", List.of(), BigInteger.ZERO, LAST);
    private static final List<Shard> SPLIT = List.of(
            WHOLE,
            new Shard("lower", List.of("whole"), BigInteger.ZERO, MIDDLE.subtract(BigInteger.ONE)),
            new Shard("upper", List.of("whole"), MIDDLE, LAST));

    private final ScriptedStream stream = new ScriptedStream().listing(List.of(WHOLE));
    private final Queue<Runnable> background = new ArrayDeque<>();
    /** Such times overflow. */
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    private final ShardDirectory directory = new ShardDirectory(stream, background::add, now::get);

    @Test
    void shardsAreListedInTheBackgroundWhenTheyAreNeeded() {
        assertThat(directory.known()).isEqualTo(ShardRanges.NONE);
        assertThat(background).isEmpty();

        assertThat(directory.recent()).isNotDone();
        assertThat(directory.recent()).isNotDone();
        assertThat(background).hasSize(1);
        background.remove().run();

        assertThat(directory.recent()).isCompletedWithValueMatching(ranges -> isOf(ranges, "a", "whole"));
        assertThat(background).isEmpty();
    }

    @Test
    void theyAreListedAgainAfterAWhile() {
        list();
        stream.listing(SPLIT);

        now.addAndGet(ShardDirectory.LIFE.toNanos());
        assertThat(directory.recent()).isDone();
        now.incrementAndGet();
        assertThat(directory.recent()).isNotDone();
        assertThat(isOf(directory.known(), "a", "whole")).isTrue();
        background.remove().run();

        // By md5sum: 0cc1… and 92eb….
        assertThat(isOf(directory.known(), "a", "lower")).isTrue();
        assertThat(isOf(directory.known(), "b", "upper")).isTrue();
    }

    @Test
    void whatIsKnownStaysWhereTheyCannotBeListed() {
        list();
        stream.listing(List.of());

        now.addAndGet(ShardDirectory.LIFE.toNanos() + 1);
        list();

        assertThat(isOf(directory.known(), "a", "whole")).isTrue();
    }

    @Test
    void whereTheyCannotBeListedAtAllNoneIsKnown() {
        stream.listing(List.of());

        list();

        assertThat(directory.known().shardOf("a")).isEmpty();
    }

    private void list() {
        var unused = directory.recent();
        background.remove().run();
    }

    private static boolean isOf(ShardRanges ranges, String key, String shard) {
        return ranges.shardOf(key).filter(shard::equals).isPresent();
    }
}
