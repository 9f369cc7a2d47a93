package io.recoflow.kinesis.fake;

import io.recoflow.kinesis.client.Shard;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The lists of shards that were once true, since ListShards may answer late. Guarded by the fake's monitor. */
final class ShardHistory {

    private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private record Moment(long nanos, List<Shard> shards) {}

    private final Deque<Moment> moments = new ArrayDeque<>();

    /** To be called after each single change: a list may hold one child of a split without the other. */
    void note(Collection<FakeShard> shards) {
        long now = System.nanoTime();
        moments.addLast(new Moment(now, shards.stream().map(each -> each.shard).toList()));
        while (moments.size() > 1 && now - moments.peekFirst().nanos() > KEPT_NANOS) {
            moments.removeFirst();
        }
    }

    /** Before the first moment nobody could have asked. */
    void begin(Collection<FakeShard> shards) {
        moments.clear();
        note(shards);
    }

    /** The list as it was so long ago, or the oldest that is known. */
    List<Shard> asOf(long ageNanos) {
        long then = System.nanoTime() - ageNanos;
        List<Shard> found = List.of();
        for (Moment moment : moments) {
            if (!found.isEmpty() && moment.nanos() > then) {
                break;
            }
            found = moment.shards();
        }
        return found;
    }
}
