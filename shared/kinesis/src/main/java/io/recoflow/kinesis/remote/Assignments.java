package io.recoflow.kinesis.remote;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which executor reads which shard. Not safe for concurrent callers: the tail's lock guards it. */
final class Assignments {

    /** An executor that has not reported for so long is taken for dead; a long collection of garbage is shorter. */
    static final Duration SILENCE = Duration.ofSeconds(5);

    private static final Comparator<Map.Entry<Report.Executor, TreeSet<String>>> BY_LOAD =
            Comparator.comparingInt(load -> load.getValue().size());

    /** When they reported last, by executor. */
    private final Map<Report.Executor, Long> reported = new HashMap<>();

    private final Map<String, Report.Executor> readers = new HashMap<>();

    /** @param nanos the time, as that of {@link System#nanoTime} */
    void reported(Report.Executor executor, long nanos) {
        // Of an executor that has begun anew, only the newest session reads.
        reported.keySet().removeIf(each -> each.location().equals(executor.location()) && !each.equals(executor));
        reported.put(executor, nanos);
    }

    Optional<Report.Executor> reader(String shardId) {
        return Optional.ofNullable(readers.get(shardId)).filter(reported::containsKey);
    }

    /**
     * Gives the shards of silent executors, and those that nobody reads, to those that read fewest, and evens out what
     * new executors leave uneven. As few shards as can be change their place.
     *
     * @param shards all that shall be read
     * @return those that have another reader than before, or none
     */
    Set<String> balance(Collection<String> shards, long nanos) {
        reported.values().removeIf(last -> nanos - last > SILENCE.toNanos());
        Map<String, Report.Executor> before = new HashMap<>(readers);
        readers.keySet().retainAll(shards);
        readers.values().retainAll(reported.keySet());
        Map<Report.Executor, TreeSet<String>> loads =
                new TreeMap<>(Comparator.comparing(Report.Executor::location).thenComparing(Report.Executor::session));
        reported.keySet().forEach(executor -> loads.put(executor, new TreeSet<>()));
        readers.forEach((shard, executor) ->
                loads.computeIfAbsent(executor, each -> new TreeSet<>()).add(shard));
        if (!loads.isEmpty()) {
            new TreeSet<>(shards)
                    .stream()
                            .filter(shard -> !readers.containsKey(shard))
                            .forEach(shard -> least(loads).getValue().add(shard));
            while (most(loads).getValue().size() - least(loads).getValue().size() > 1) {
                least(loads).getValue().add(most(loads).getValue().pollLast());
            }
        }
        loads.forEach((executor, each) -> each.forEach(shard -> readers.put(shard, executor)));
        Set<String> moved = new HashSet<>(shards);
        moved.removeIf(shard -> readers.containsKey(shard) && readers.get(shard).equals(before.get(shard)));
        moved.removeIf(shard -> !readers.containsKey(shard) && !before.containsKey(shard));
        return moved;
    }

    private static Map.Entry<Report.Executor, TreeSet<String>> least(Map<Report.Executor, TreeSet<String>> loads) {
        return loads.entrySet().stream().min(BY_LOAD).orElseThrow();
    }

    private static Map.Entry<Report.Executor, TreeSet<String>> most(Map<Report.Executor, TreeSet<String>> loads) {
        return loads.entrySet().stream().max(BY_LOAD).orElseThrow();
    }
}
