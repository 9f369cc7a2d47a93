package io.recoflow.local.platformclient;

import io.recoflow.local.kinesis.client.KinesisConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** All shards of a stream, read side by side; after a split or merge, the children follow their parents. */
final class AnswerTail {
    private final KinesisAsyncClient kinesis;
    private final String stream;
    private final Map<String, ShardReader> readers = new LinkedHashMap<>();
    private final Set<String> finished = new HashSet<>();
    private boolean isListOld;

    AnswerTail(KinesisAsyncClient kinesis, String stream) {
        this.kinesis = kinesis;
        this.stream = stream;
    }

    /** Takes the places after the last record of each open shard: what is put afterwards will be read. */
    void beginAtEnd() {
        for (Shard shard : listShards()) {
            if (shard.sequenceNumberRange().endingSequenceNumber() != null) {
                finished.add(shard.shardId());
            } else {
                readers.put(
                        shard.shardId(), new ShardReader(kinesis, stream, shard.shardId(), ShardIteratorType.LATEST));
            }
        }
        CompletableFuture.allOf(
                        readers.values().stream().map(ShardReader::position).toArray(CompletableFuture[]::new))
                .join();
    }

    /** Begins with the oldest record of each shard. */
    void beginWithOldest() {
        addShards();
    }

    /**
     * Reads a page of every shard.
     *
     * @param received given each record with the time when its page arrived
     * @return the failures, by whose cause nothing is lost: what failed is asked for again by the next call
     */
    List<Throwable> poll(BiConsumer<Record, Instant> received) {
        List<Throwable> failures = new ArrayList<>();
        List<CompletableFuture<Void>> pages = readers.values().stream()
                .map(reader -> reader.next()
                        .thenApply(page -> new Page(page, Instant.now()))
                        // The pages of two shards may arrive at the same time.
                        .thenAccept(page -> deliver(page, received)))
                .toList();
        for (CompletableFuture<Void> page : pages) {
            try {
                page.join();
            } catch (CompletionException e) {
                failures.add(KinesisConnection.cause(e));
            }
        }
        try {
            follow();
        } catch (CompletionException e) {
            failures.add(KinesisConnection.cause(e));
        }
        return failures;
    }

    private record Page(GetRecordsResponse response, Instant received) {}

    private synchronized void deliver(Page page, BiConsumer<Record, Instant> received) {
        page.response().records().forEach(record -> received.accept(record, page.received()));
    }

    private void follow() {
        readers.entrySet().removeIf(entry -> {
            if (entry.getValue().isFinished()) {
                finished.add(entry.getKey());
                isListOld = true;
            }
            return entry.getValue().isFinished();
        });
        if (isListOld) {
            addShards();
            isListOld = false;
        }
    }

    private void addShards() {
        List<Shard> shards = listShards();
        Set<String> listed = new HashSet<>();
        shards.forEach(shard -> listed.add(shard.shardId()));
        for (Shard shard : shards) {
            boolean isNew = !readers.containsKey(shard.shardId()) && !finished.contains(shard.shardId());
            boolean mayBegin = Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
                    .allMatch(parent -> parent == null || !listed.contains(parent) || finished.contains(parent));
            if (isNew && mayBegin) {
                readers.put(
                        shard.shardId(),
                        new ShardReader(kinesis, stream, shard.shardId(), ShardIteratorType.TRIM_HORIZON));
            }
        }
    }

    private List<Shard> listShards() {
        List<Shard> shards = new ArrayList<>();
        ListShardsResponse response =
                kinesis.listShards(request -> request.streamName(stream)).join();
        shards.addAll(response.shards());
        while (response.nextToken() != null) {
            // A request for a further page may not name the stream again.
            response = kinesis.listShards(ListShardsRequest.builder()
                            .nextToken(response.nextToken())
                            .build())
                    .join();
            shards.addAll(response.shards());
        }
        return shards;
    }
}
