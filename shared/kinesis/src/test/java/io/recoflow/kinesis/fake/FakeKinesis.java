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
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

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
    private final Map<String, ShardPosition> iterators = new HashMap<>();
    private final Set<String> consumers = new HashSet<>();
    private BigInteger sequenceNumber = FIRST_SEQUENCE_NUMBER;
    private Duration retention = Duration.ofHours(24);
    private Faults faults = Faults.none();
    private long iteratorCount;
    private int calls;

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

    public synchronized void retaining(Duration newRetention) {
        retention = newRetention;
    }

    /** Requests for records since the start. */
    public synchronized int calls() {
        return calls;
    }

    /** Stores a record; its arrival time is now. */
    public synchronized String put(String partitionKey, byte[] data) {
        return put(partitionKey, data, System.currentTimeMillis());
    }

    public synchronized String put(String partitionKey, byte[] data, long arrivalMillis) {
        sequenceNumber = sequenceNumber.add(BigInteger.valueOf(SEQUENCE_STEP));
        FakeShard owner = shards.values().stream()
                .filter(each -> !each.closed && owns(each.shard, hash(partitionKey)))
                .findFirst()
                .orElseThrow();
        owner.records.add(new KinesisRecord(sequenceNumber.toString(), 0, partitionKey, data, arrivalMillis));
        notifyAll();
        return owner.shard.id();
    }

    /** Splits an open shard in the middle. */
    public synchronized void split(String shardId) {
        FakeShard parent = shard(shardId);
        BigInteger middle =
                parent.shard.startingHashKey().add(parent.shard.endingHashKey()).divide(BigInteger.TWO);
        parent.closed = true;
        addShard(List.of(shardId), parent.shard.startingHashKey(), middle);
        addShard(List.of(shardId), middle.add(BigInteger.ONE), parent.shard.endingHashKey());
        notifyAll();
    }

    /** Merges two neighbours. */
    public synchronized void merge(String shardId, String adjacentShardId) {
        FakeShard one = shard(shardId);
        FakeShard other = shard(adjacentShardId);
        one.closed = true;
        other.closed = true;
        addShard(
                List.of(shardId, adjacentShardId),
                one.shard.startingHashKey().min(other.shard.startingHashKey()),
                one.shard.endingHashKey().max(other.shard.endingHashKey()));
        notifyAll();
    }

    /** The ids of the open shards, in order of their hash keys. */
    public synchronized List<String> openShards() {
        return shards.values().stream()
                .filter(each -> !each.closed)
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
    }

    /** Lets all iterators expire. */
    public synchronized void expireIterators() {
        iterators.clear();
    }

    @Override
    public synchronized StreamSummary describe() {
        return new StreamSummary(name, retention);
    }

    @Override
    public synchronized List<Shard> listShards() {
        faults.mayFail("ListShards");
        return shards.values().stream().map(each -> each.shard).toList();
    }

    @Override
    public synchronized String shardIterator(String shardId, ShardPosition position) {
        faults.mayFail("GetShardIterator");
        shard(shardId);
        return iterator(shardId, position);
    }

    @Override
    public synchronized RecordPage getRecords(String iterator, int limit) {
        calls++;
        faults.mayFail("GetRecords");
        ShardPosition position = iterators.get(iterator);
        if (position == null) {
            throw new KinesisException(Kind.EXPIRED_ITERATOR, "The fake's iterator has expired");
        }
        return page(iterator.substring(0, iterator.indexOf(' ')), position, limit);
    }

    @Override
    public ShardSubscription subscribe(String consumer, String shardId, ShardPosition position) {
        synchronized (this) {
            faults.mayFail("SubscribeToShard");
            if (!consumers.contains(consumer) && !consumer.startsWith("arn:")) {
                throw new KinesisException(Kind.NOT_FOUND, "The fake has no consumer " + consumer);
            }
            shard(shardId);
        }
        return new FakeSubscription(this, shardId, position);
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

    /** What stands at a position, as a page whose end can be gone on from. */
    synchronized RecordPage page(String shardId, ShardPosition position, int limit) {
        FakeShard shard = shard(shardId);
        int from = shard.indexAfter(position);
        int available = Math.min(limit, shard.records.size() - from);
        int count = faults.mayShorten(available);
        List<KinesisRecord> records = List.copyOf(shard.records.subList(from, from + count));
        boolean all = from + count == shard.records.size();
        long behind = all
                ? 0
                : Math.max(
                        1,
                        System.currentTimeMillis()
                                - shard.records.get(from + count).arrivalMillis());
        boolean end = shard.closed && all;
        ShardPosition next = records.isEmpty()
                ? position
                : new ShardPosition.AfterSequenceNumber(
                        records.get(records.size() - 1).sequenceNumber());
        return new RecordPage(records, end ? null : iterator(shardId, next), behind, end);
    }

    private String iterator(String shardId, ShardPosition position) {
        String iterator = shardId + " " + iteratorCount++;
        iterators.put(iterator, position);
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
        String id = "shardId-%012d"
                .formatted(
                        shards.isEmpty() ? 0 : Long.parseLong(shards.lastKey().substring(8)) + 1);
        shards.put(id, new FakeShard(new Shard(id, parents, startingHashKey, endingHashKey)));
    }

    private static boolean owns(Shard shard, BigInteger hash) {
        return hash.compareTo(shard.startingHashKey()) >= 0 && hash.compareTo(shard.endingHashKey()) <= 0;
    }

    private static BigInteger hash(String partitionKey) {
        try {
            return new BigInteger(
                    1, MessageDigest.getInstance("MD5").digest(partitionKey.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
