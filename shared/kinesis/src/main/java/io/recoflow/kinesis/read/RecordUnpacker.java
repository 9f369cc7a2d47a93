package io.recoflow.kinesis.read;

import io.recoflow.kinesis.client.KinesisRecord;
import java.io.UnsupportedEncodingException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.kinesis.retrieval.AggregatorUtil;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/**
 * Unpacks aggregated records (their format: {@code aggregation-format.md} of awslabs/amazon-kinesis-producer). Where one
 * of the Kinesis Producer Library was sent while a shard was split, what it holds beside the shard's hash range is left
 * out, because that producer sends it again to the sibling. Other packers put records of any shard together, and send
 * none again. All else passes as it is.
 */
public final class RecordUnpacker {

    private static final Aggregator AGGREGATOR = new Aggregator();
    private static final byte[] MAGIC = AggregatorUtil.AGGREGATED_RECORD_MAGIC;

    /** The partition key of the Kinesis Producer Library's packets, which have a hash key of their own (its Aggregator). */
    private static final String PRODUCER_LIBRARY_KEY = "a";

    private final @Nullable BigInteger startingHashKey;
    private final @Nullable BigInteger endingHashKey;
    private final ReadMetrics metrics;

    /**
     * @param startingHashKey null, as the other, where the shard's range is not known: then all is taken
     * @param metrics counts what is left out
     */
    public RecordUnpacker(
            @Nullable BigInteger startingHashKey, @Nullable BigInteger endingHashKey, ReadMetrics metrics) {
        this.startingHashKey = startingHashKey;
        this.endingHashKey = endingHashKey;
        this.metrics = metrics;
    }

    /** The records that one record holds: itself, or those that were aggregated, in their order. */
    public List<KinesisRecord> unpack(KinesisRecord record) {
        if (!isAggregated(record.data())) {
            return List.of(record);
        }
        List<KinesisClientRecord> packed = List.of(KinesisClientRecord.builder()
                .sequenceNumber(record.sequenceNumber())
                .partitionKey(record.partitionKey())
                .data(ByteBuffer.wrap(record.data()))
                .approximateArrivalTimestamp(Instant.ofEpochMilli(record.arrivalMillis()))
                .build());
        boolean isResent = record.partitionKey().equals(PRODUCER_LIBRARY_KEY);
        List<KinesisRecord> records = new ArrayList<>();
        for (KinesisClientRecord each : AGGREGATOR.deaggregate(packed)) {
            if (isResent && !isOfTheShard(each)) {
                metrics.leftOut(1);
            } else {
                byte[] data = new byte[each.data().remaining()];
                each.data().duplicate().get(data);
                records.add(new KinesisRecord(
                        each.sequenceNumber(),
                        each.subSequenceNumber(),
                        each.partitionKey(),
                        data,
                        record.arrivalMillis()));
            }
        }
        return records;
    }

    private boolean isOfTheShard(KinesisClientRecord record) {
        if (startingHashKey == null || endingHashKey == null || !record.aggregated()) {
            return true;
        }
        BigInteger hashKey = AGGREGATOR.hashKey(record);
        return hashKey.compareTo(startingHashKey) >= 0 && hashKey.compareTo(endingHashKey) <= 0;
    }

    private static boolean isAggregated(byte[] data) {
        return data.length > MAGIC.length && Arrays.equals(data, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /** Its own check of the range would leave out a whole aggregated record for one that lies beside. */
    private static final class Aggregator extends AggregatorUtil {

        BigInteger hashKey(KinesisClientRecord record) {
            try {
                return effectiveHashKey(record.partitionKey(), record.explicitHashKey());
            } catch (UnsupportedEncodingException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
