package io.recoflow.kinesis.fake;

import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisException.Kind;
import io.recoflow.kinesis.client.KinesisRecord;
import io.recoflow.kinesis.client.KinesisStreamClient;
import io.recoflow.kinesis.client.OutgoingRecord;
import io.recoflow.kinesis.client.PutOutcome;
import io.recoflow.kinesis.client.RecordPage;
import io.recoflow.kinesis.client.Shard;
import io.recoflow.kinesis.client.ShardSubscription;
import io.recoflow.kinesis.client.StreamSummary;
import io.recoflow.kinesis.offset.ShardPosition;
import io.recoflow.kinesis.offset.ShardPosition.AtTimestamp;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A stream in memory with the service's rules. Safe for concurrent callers. */
public final class FakeKinesis implements KinesisStreamClient {

    static final String SCHEME = "fake://";

    /** Found by endpoint, because a data source is given text only. */
    private static final Map<String, FakeKinesis> RUNNING = new ConcurrentHashMap<>();

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final BigInteger KEYS = BigInteger.ONE.shiftLeft(128);
    private static final BigInteger FIRST_SEQUENCE_NUMBER = BigInteger.TEN.pow(55);

    /** Sequence numbers are sparse. */
    private static final int SEQUENCE_STEP = 7_919;

    private final String endpoint;
    private final String name;
    private final Map<String, FakeKinesis> beside = new HashMap<>();
    private final TreeMap<String, FakeShard> shards = new TreeMap<>();
    private final ShardHistory history = new ShardHistory();
    private final Map<String, FakeShard.Cursor> iterators = new HashMap<>();
    private final Random random = new Random(0);
    private final Set<String> consumers = new HashSet<>();
    private BigInteger sequenceNumber = FIRST_SEQUENCE_NUMBER;
    private Duration retention = Duration.ofHours(24);
    private Conditions conditions = Conditions.IDEAL;
    private Faults faults = Faults.none();
    private long iteratorCount;
    private long createdMillis = System.currentTimeMillis();
    private int shardCount;
    private int calls;
    private int throttledCalls;

    private FakeKinesis(String endpoint, String name) {
        this.endpoint = endpoint;
        this.name = name;
    }

    public static FakeKinesis start(int shardCount) {
        FakeKinesis fake = new FakeKinesis(SCHEME + COUNT.incrementAndGet(), "clicks");
        fake.addShards(shardCount);
        RUNNING.put(fake.endpoint, fake);
        return fake;
    }

    private void addShards(int shardCount) {
        BigInteger width = KEYS.divide(BigInteger.valueOf(shardCount));
        for (int index = 0; index < shardCount; index++) {
            BigInteger start = width.multiply(BigInteger.valueOf(index));
            BigInteger end = index == shardCount - 1 ? KEYS : start.add(width);
            addShard(List.of(), start, end.subtract(BigInteger.ONE));
        }
        history.begin(shards.values());
    }

    static FakeKinesis at(String endpoint) {
        FakeKinesis fake = RUNNING.get(endpoint);
        if (fake == null) {
            throw new KinesisException(Kind.NOT_FOUND, "No fake at " + endpoint);
        }
        return fake;
    }

    /** Another stream at the same endpoint. */
    public synchronized FakeKinesis beside(String otherName, int shardCount) {
        FakeKinesis other = new FakeKinesis(endpoint, otherName);
        other.addShards(shardCount);
        beside.put(otherName, other);
        return other;
    }

    /** The stream of this name at the endpoint; this one, where no other has it. */
    synchronized FakeKinesis stream(String wanted) {
        return beside.getOrDefault(wanted, this);
    }

    public String endpoint() {
        return endpoint;
    }

    public synchronized void failing(Faults newFaults) {
        faults = newFaults;
    }

    public synchronized void under(Conditions newConditions) {
        conditions = newConditions;
    }

    public synchronized void retaining(Duration newRetention) {
        retention = newRetention;
    }

    /** Requests for records since the start. */
    public synchronized int calls() {
        return calls;
    }

    /** Requests for records that were refused by the read limits. */
    public synchronized int throttledCalls() {
        return throttledCalls;
    }

    /** Stores a record; its arrival time is now. */
    public synchronized String put(String partitionKey, byte[] data) {
        return put(partitionKey, data, nowMillis());
    }

    public synchronized String put(String partitionKey, byte[] data, long arrivalMillis) {
        FakeShard owner = shards.values().stream()
                .filter(each -> !each.isClosed() && PartitionKeys.belongs(partitionKey, each.shard))
                .findFirst()
                .orElseThrow();
        createdMillis = Math.min(createdMillis, arrivalMillis);
        sequenceNumber = sequenceNumber.add(BigInteger.valueOf(SEQUENCE_STEP));
        owner.records.add(new KinesisRecord(sequenceNumber.toString(), 0, partitionKey, data, arrivalMillis));
        notifyAll();
        return owner.shard.id();
    }

    /** Splits an open shard in the middle. */
    public synchronized void split(String shardId) {
        FakeShard parent = shard(shardId);
        BigInteger middle =
                parent.shard.startingHashKey().add(parent.shard.endingHashKey()).divide(BigInteger.TWO);
        parent.closedAtMillis = nowMillis();
        addShard(List.of(shardId), parent.shard.startingHashKey(), middle);
        addShard(List.of(shardId), middle.add(BigInteger.ONE), parent.shard.endingHashKey());
        notifyAll();
    }

    /** Merges two neighbours. */
    public synchronized void merge(String shardId, String adjacentShardId) {
        FakeShard one = shard(shardId);
        FakeShard other = shard(adjacentShardId);
        one.closedAtMillis = nowMillis();
        other.closedAtMillis = nowMillis();
        addShard(
                List.of(shardId, adjacentShardId),
                one.shard.startingHashKey().min(other.shard.startingHashKey()),
                one.shard.endingHashKey().max(other.shard.endingHashKey()));
        notifyAll();
    }

    /** The ids of the open shards, in order of their hash keys. */
    public synchronized List<String> openShards() {
        return shards.values().stream()
                .filter(each -> !each.isClosed())
                .sorted((a, b) -> a.shard.startingHashKey().compareTo(b.shard.startingHashKey()))
                .map(each -> each.shard.id())
                .toList();
    }

    /** Lets all records expire that are there. */
    public synchronized void expireRecords() {
        shards.values().forEach(each -> each.records.clear());
    }

    /** Lets a closed shard expire, with its records. */
    public synchronized void expireShard(String shardId) {
        shards.remove(shardId);
        history.note(shards.values());
    }

    /** Lets all iterators expire. */
    public synchronized void expireIterators() {
        iterators.clear();
    }

    @Override
    public StreamSummary describe() {
        pass(0);
        synchronized (this) {
            faults.mayFail("DescribeStreamSummary");
            return new StreamSummary(
                    name, retention, Instant.ofEpochMilli(createdMillis), Instant.ofEpochMilli(nowMillis()));
        }
    }

    @Override
    public List<Shard> listShards() {
        pass(0);
        synchronized (this) {
            faults.mayFail("ListShards");
            trim();
            return history.asOf(conditions.listAge(random));
        }
    }

    @Override
    public String shardIterator(String shardId, ShardPosition position) {
        pass(0);
        synchronized (this) {
            faults.mayFail("GetShardIterator");
            trim();
            if (position instanceof AtTimestamp at && at.time().toEpochMilli() > nowMillis()) {
                throw new KinesisException(
                        Kind.INVALID_REQUEST,
                        "The timestampInMillis parameter cannot be greater than the currentTimestampInMillis");
            }
            return iterator(shardId, shard(shardId).cursor(position));
        }
    }

    @Override
    public RecordPage getRecords(String iterator, int limit) {
        RecordPage page = read(iterator, limit);
        pass(bytes(page.records()));
        return page;
    }

    private synchronized RecordPage read(String iterator, int limit) {
        calls++;
        faults.mayFail("GetRecords");
        trim();
        FakeShard.Cursor cursor = iterators.get(iterator);
        if (cursor == null) {
            throw new KinesisException(Kind.EXPIRED_ITERATOR, "The fake's iterator has expired");
        }
        FakeShard shard = shard(iterator.substring(0, iterator.indexOf(' ')));
        if (conditions.readLimits() && !shard.quota.admits(System.nanoTime())) {
            throttledCalls++;
            throw new KinesisException(Kind.THROTTLED, "The fake's shard is read too much");
        }
        FakeShard.Look look = look(shard.shard.id(), cursor, faults.mayShorten(limit));
        shard.quota.take(bytes(look.records()), System.nanoTime());
        return copied(page(shard.shard.id(), look));
    }

    @Override
    public ShardSubscription subscribe(String consumer, String shardId, ShardPosition position) {
        synchronized (this) {
            faults.mayFail("SubscribeToShard");
            if (!consumers.contains(consumer) && !consumer.startsWith("arn:")) {
                throw new KinesisException(Kind.NOT_FOUND, "The fake has no consumer " + consumer);
            }
            return new FakeSubscription(this, shardId, shard(shardId).cursor(position));
        }
    }

    @Override
    public synchronized void registerConsumer(String consumerName) {
        faults.mayFail("RegisterStreamConsumer");
        consumers.add(consumerName);
    }

    @Override
    public synchronized void deregisterConsumer(String consumerName) {
        faults.mayFail("DeregisterStreamConsumer");
        consumers.remove(consumerName);
    }

    /** The names of the fan-out consumers that are registered. */
    public synchronized Set<String> consumers() {
        return Set.copyOf(consumers);
    }

    @Override
    public synchronized CompletableFuture<List<PutOutcome>> putRecords(List<OutgoingRecord> records) {
        List<PutOutcome> outcomes = new ArrayList<>();
        for (OutgoingRecord record : records) {
            if (faults.happens()) {
                outcomes.add(new PutOutcome(null, "ProvisionedThroughputExceededException", "The fake is throttled"));
            } else {
                put(record.partitionKey(), record.data());
                outcomes.add(new PutOutcome(sequenceNumber.toString(), null, null));
            }
        }
        return CompletableFuture.completedFuture(outcomes);
    }

    synchronized boolean fails() {
        return faults.happens();
    }

    synchronized FakeShard.Look look(String shardId, FakeShard.Cursor cursor, int limit) {
        return shard(shardId).look(cursor, nowMillis(), horizonMillis(), limit, conditions.scan());
    }

    synchronized RecordPage page(String shardId, FakeShard.Look look) {
        List<Shard> children = conditions.childShards()
                ? shards.values().stream()
                        .map(each -> each.shard)
                        .filter(each -> each.parents().contains(shardId))
                        .toList()
                : List.of();
        return shard(shardId).page(look, iterator(shardId, look.end()), children);
    }

    /** What a call costs its caller in time. */
    private void pass(long bytes) {
        Conditions current;
        synchronized (this) {
            current = conditions;
        }
        Duration time = current.time(bytes);
        boolean late = time.compareTo(current.callTimeout()) > 0;
        long end = System.nanoTime() + (late ? current.callTimeout() : time).toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
            if (Thread.currentThread().isInterrupted()) {
                throw new KinesisException(Kind.UNAVAILABLE, "The fake's call was interrupted");
            }
        }
        if (late) {
            throw new KinesisException(Kind.TIMEOUT, "The fake did not answer in time");
        }
    }

    /** A reader's memory is its own. */
    private static RecordPage copied(RecordPage page) {
        List<KinesisRecord> records = page.records().stream()
                .map(record -> new KinesisRecord(
                        record.sequenceNumber(),
                        record.subSequenceNumber(),
                        record.partitionKey(),
                        record.data().clone(),
                        record.arrivalMillis()))
                .toList();
        return new RecordPage(
                records, page.nextIterator(), page.millisBehindLatest(), page.shardEnd(), page.children());
    }

    private static long bytes(List<KinesisRecord> records) {
        return records.stream().mapToLong(record -> record.data().length).sum();
    }

    private void trim() {
        List<String> gone = shards.entrySet().stream()
                .filter(each -> each.getValue().trim(horizonMillis()))
                .map(Map.Entry::getKey)
                .toList();
        if (!gone.isEmpty()) {
            gone.forEach(shards::remove);
            history.note(shards.values());
        }
    }

    private long nowMillis() {
        return System.currentTimeMillis() - conditions.clockBehind().toMillis();
    }

    private long horizonMillis() {
        return nowMillis() - retention.toMillis();
    }

    private String iterator(String shardId, FakeShard.Cursor cursor) {
        String iterator = shardId + " " + iteratorCount++;
        iterators.put(iterator, cursor);
        return iterator;
    }

    private FakeShard shard(String shardId) {
        FakeShard shard = shards.get(shardId);
        if (shard == null) {
            throw new KinesisException(Kind.NOT_FOUND, "The fake has no shard " + shardId);
        }
        return shard;
    }

    private void addShard(List<String> parents, BigInteger startingHashKey, BigInteger endingHashKey) {
        String id = "shardId-%012d".formatted(shardCount++);
        shards.put(id, new FakeShard(new Shard(id, parents, startingHashKey, endingHashKey)));
        history.note(shards.values());
    }
}
