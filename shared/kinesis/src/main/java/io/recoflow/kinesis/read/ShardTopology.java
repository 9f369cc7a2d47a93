package io.recoflow.kinesis.read;

import io.recoflow.kinesis.client.Shard;
import io.recoflow.kinesis.offset.ShardPosition.TrimHorizon;
import io.recoflow.kinesis.offset.ShardProgress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which shards a stream listed, and which follow which after splits and merges. Immutable. */
public final class ShardTopology {

    private final Map<String, Shard> shards = new HashMap<>();

    public ShardTopology(List<Shard> listed) {
        listed.forEach(shard -> shards.put(shard.id(), shard));
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

    /** The shards that followed a closed one: two after a split, one after a merge; none while it is open. */
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

    /** Shards without children: the open ones. */
    public List<Shard> leaves() {
        return shards.values().stream()
                .filter(shard -> children(shard.id()).isEmpty())
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
            List<Shard> children = children(parent);
            boolean closed = !children.isEmpty() || !isListed(parent);
            if (closed && children.stream().allMatch(child -> progress.containsKey(child.id()))) {
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
