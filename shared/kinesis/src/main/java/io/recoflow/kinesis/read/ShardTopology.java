package io.recoflow.kinesis.read;

import io.recoflow.kinesis.client.Shard;
import io.recoflow.kinesis.offset.ShardPosition.TrimHorizon;
import io.recoflow.kinesis.offset.ShardProgress;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which shards a stream listed, and which follow which after splits and merges. Immutable. */
public final class ShardTopology {

    /** Before anything was listed. */
    public static final ShardTopology NONE = new ShardTopology(List.of());

    private final Map<String, Shard> shards = new HashMap<>();

    public ShardTopology(Collection<Shard> listed) {
        listed.forEach(shard -> shards.put(shard.id(), shard));
    }

    /** This and shards that were seen, too. */
    public ShardTopology with(Collection<Shard> seen) {
        Map<String, Shard> all = new HashMap<>(shards);
        seen.forEach(shard -> all.put(shard.id(), shard));
        return new ShardTopology(all.values());
    }

    /**
     * This and what was listed since, though perhaps by a server that knows less: a shard that is missing there has
     * expired only where one that followed it is listed.
     */
    public ShardTopology with(ShardTopology listed) {
        ShardTopology all = with(listed.shards.values());
        return new ShardTopology(all.shards.values().stream()
                .filter(shard -> listed.isListed(shard.id()) || !all.isFollowedBy(shard.id(), listed))
                .toList());
    }

    /** This but for shards that have expired. */
    public ShardTopology without(Collection<String> expired) {
        return new ShardTopology(shards.values().stream()
                .filter(shard -> !expired.contains(shard.id()))
                .toList());
    }

    private boolean isFollowedBy(String shardId, ShardTopology listed) {
        return children(shardId).stream()
                .anyMatch(child -> listed.isListed(child.id()) || isFollowedBy(child.id(), listed));
    }

    public boolean isEmpty() {
        return shards.isEmpty();
    }

    public boolean isListed(String shardId) {
        return shards.containsKey(shardId);
    }

    public Optional<Shard> shard(String shardId) {
        return Optional.ofNullable(shards.get(shardId));
    }

    /** The shards that followed a closed one, as far as they are listed: two after a split, one after a merge. */
    public List<Shard> children(String shardId) {
        return shards.values().stream()
                .filter(shard -> shard.parents().contains(shardId))
                .toList();
    }

    /** Shards whose parents the stream does not list, or never had. */
    public List<Shard> roots() {
        return shards.values().stream()
                .filter(shard -> shard.parents().stream().noneMatch(this::isListed))
                .toList();
    }

    /** Whether all shards are listed that followed a closed one: their ranges of hash keys cover its own. */
    public boolean isSucceeded(String shardId) {
        Shard shard = shards.get(shardId);
        if (shard == null) {
            return false;
        }
        BigInteger next = shard.startingHashKey();
        List<Shard> inOrder = children(shardId).stream()
                .sorted(Comparator.comparing(Shard::startingHashKey))
                .toList();
        for (Shard child : inOrder) {
            if (child.startingHashKey().compareTo(next) <= 0) {
                next = next.max(child.endingHashKey().add(BigInteger.ONE));
            }
        }
        return next.compareTo(shard.endingHashKey()) > 0;
    }

    /** Shards that are not succeeded: the open ones, and any that may be. */
    public List<Shard> leaves() {
        return shards.values().stream()
                .filter(shard -> !isSucceeded(shard.id()))
                .toList();
    }

    /**
     * Shards that nobody will come to from where reading stands, because all that led there expired. Of several in line,
     * the first.
     */
    public List<Shard> unreachable(Map<String, ShardProgress> progress) {
        Set<String> known = new HashSet<>(progress.keySet());
        progress.keySet().forEach(shard -> addAncestors(shard, known));
        progress.keySet().forEach(shard -> addDescendants(shard, known));
        return shards.values().stream()
                .filter(shard -> !known.contains(shard.id()))
                .filter(shard ->
                        shard.parents().stream().noneMatch(parent -> isListed(parent) && !known.contains(parent)))
                .toList();
    }

    /**
     * Puts the children of shards that were read to their ends in their place. A child of a merge waits until both
     * parents are done; then it begins where a parent that had records says so, at its beginning.
     *
     * @param progress by shard id; changed
     */
    public void succeed(Map<String, ShardProgress> progress) {
        List<String> ended = progress.entrySet().stream()
                .filter(entry -> entry.getValue().position().isEnd())
                .map(Map.Entry::getKey)
                .toList();
        for (String parent : ended) {
            List<Shard> children = children(parent);
            children.stream()
                    .filter(child -> !progress.containsKey(child.id()))
                    .filter(child -> child.parents().stream().allMatch(each -> isDone(each, progress)))
                    .forEach(child -> progress.put(child.id(), beginning(child, progress)));
        }
        for (String parent : ended) {
            boolean complete = isSucceeded(parent) || !isListed(parent);
            if (complete && children(parent).stream().allMatch(child -> progress.containsKey(child.id()))) {
                progress.remove(parent);
            }
        }
    }

    private boolean isDone(String parent, Map<String, ShardProgress> progress) {
        ShardProgress own = progress.get(parent);
        return own == null ? !isListed(parent) : own.position().isEnd();
    }

    private static ShardProgress beginning(Shard child, Map<String, ShardProgress> progress) {
        List<ShardProgress> parents = child.parents().stream()
                .filter(progress::containsKey)
                .map(progress::get)
                .toList();
        ShardProgress earliest = parents.stream()
                .min((one, other) -> one.completeUntil().compareTo(other.completeUntil()))
                .orElseThrow();
        return parents.stream()
                .map(parent -> parent.position().childrenFrom())
                .filter(position -> position instanceof TrimHorizon)
                .findFirst()
                .map(position -> new ShardProgress(position, earliest.completeUntil()))
                .orElseGet(() -> new ShardProgress(earliest.position().childrenFrom(), earliest.completeUntil()));
    }

    private void addAncestors(String shardId, Set<String> known) {
        shard(shardId).ifPresent(shard -> shard.parents().forEach(parent -> {
            if (known.add(parent)) {
                addAncestors(parent, known);
            }
        }));
    }

    private void addDescendants(String shardId, Set<String> known) {
        children(shardId).forEach(child -> {
            if (known.add(child.id())) {
                addDescendants(child.id(), known);
            }
        });
    }
}
