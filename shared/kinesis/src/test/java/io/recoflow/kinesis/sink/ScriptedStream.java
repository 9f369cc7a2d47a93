package io.recoflow.kinesis.sink;

import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisStreamClient;
import io.recoflow.kinesis.client.OutgoingRecord;
import io.recoflow.kinesis.client.PutOutcome;
import io.recoflow.kinesis.client.RecordPage;
import io.recoflow.kinesis.client.Shard;
import io.recoflow.kinesis.client.ShardSubscription;
import io.recoflow.kinesis.client.StreamSummary;
import io.recoflow.kinesis.offset.ShardPosition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A stream that answers as a test wants it, and keeps what it was sent. It stores everything unless told otherwise. */
final class ScriptedStream implements KinesisStreamClient {

    /** What becomes of a request. */
    @FunctionalInterface
    interface Answer {
        CompletableFuture<List<PutOutcome>> to(List<OutgoingRecord> request);
    }

    private record Held(List<OutgoingRecord> request, CompletableFuture<List<PutOutcome>> response) {}

    private final List<List<OutgoingRecord>> requests = new CopyOnWriteArrayList<>();
    private final List<OutgoingRecord> stored = new ArrayList<>();
    private final Queue<Answer> script = new ArrayDeque<>();
    private final List<Held> held = new ArrayList<>();
    private Answer otherwise = storing();
    private List<Shard> shards = List.of();
    private int underWay;
    private int mostUnderWay;

    static Answer storing() {
        return rejecting("", record -> false);
    }

    /** Some records are not stored. */
    static Answer rejecting(String code, Predicate<OutgoingRecord> records) {
        return request -> CompletableFuture.completedFuture(request.stream()
                .map(record -> records.test(record)
                        ? new PutOutcome(null, code, "says the test")
                        : new PutOutcome("1", null, null))
                .toList());
    }

    /** The request itself fails. */
    static Answer failing(KinesisException.Kind kind) {
        return request ->
                CompletableFuture.failedFuture(new KinesisException(kind, "The test says " + kind + ". Go on"));
    }

    /** What the next request gets that nothing is said of yet. */
    synchronized ScriptedStream next(Answer answer) {
        script.add(answer);
        return this;
    }

    /** What every request gets that nothing else is said of. */
    synchronized ScriptedStream always(Answer answer) {
        otherwise = answer;
        return this;
    }

    /** The shards that it has; without any, they may not be listed. */
    synchronized ScriptedStream listing(List<Shard> listed) {
        shards = listed;
        return this;
    }

    /** Requests get no answer until {@link #release}. */
    synchronized ScriptedStream hold() {
        return always(request -> {
            Held waiting = new Held(request, new CompletableFuture<>());
            held.add(waiting);
            return waiting.response();
        });
    }

    /** What was held gets this answer, given by the calling thread; what comes is stored. */
    void release(Answer answer) {
        List<Held> waiting;
        synchronized (this) {
            always(storing());
            waiting = List.copyOf(held);
            held.clear();
        }
        for (Held each : waiting) {
            var unused = answer.to(each.request()).whenComplete((outcomes, failure) -> {
                if (failure == null) {
                    each.response().complete(outcomes);
                } else {
                    each.response().completeExceptionally(failure);
                }
            });
        }
    }

    /** How many records each request had. */
    List<Integer> requestSizes() {
        return requests.stream().map(List::size).toList();
    }

    List<List<OutgoingRecord>> requests() {
        return requests;
    }

    /** The keys of what is stored, in order; one is there as often as it was stored. */
    synchronized List<String> storedKeys() {
        return stored.stream().map(OutgoingRecord::partitionKey).toList();
    }

    synchronized List<byte[]> storedData() {
        return stored.stream().map(OutgoingRecord::data).toList();
    }

    synchronized void store(OutgoingRecord record) {
        stored.add(record);
    }

    synchronized int mostUnderWay() {
        return mostUnderWay;
    }

    @Override
    public synchronized CompletableFuture<List<PutOutcome>> putRecords(List<OutgoingRecord> records) {
        List<OutgoingRecord> request = List.copyOf(records);
        mostUnderWay = Math.max(mostUnderWay, ++underWay);
        requests.add(request);
        Answer answer = script.isEmpty() ? otherwise : script.remove();
        return answer.to(request).whenComplete((outcomes, failure) -> ended(request, outcomes, failure == null));
    }

    private synchronized void ended(List<OutgoingRecord> request, List<PutOutcome> outcomes, boolean isAnswered) {
        underWay--;
        for (int i = 0; isAnswered && i < request.size(); i++) {
            if (outcomes.get(i).isStored()) {
                stored.add(request.get(i));
            }
        }
    }

    @Override
    public StreamSummary describe() {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized List<Shard> listShards() {
        if (shards.isEmpty()) {
            throw new KinesisException(KinesisException.Kind.ACCESS_DENIED, "The test lets nobody list shards");
        }
        return shards;
    }

    @Override
    public String shardIterator(String shardId, ShardPosition position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RecordPage getRecords(String iterator, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ShardSubscription subscribe(String consumer, String shardId, ShardPosition position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void registerConsumer(String consumerName) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void deregisterConsumer(String consumerName) {
        throw new UnsupportedOperationException();
    }
}
