package io.recoflow.kinesis.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.recoflow.kinesis.client.KinesisRecord;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import software.amazon.kinesis.retrieval.AggregatorUtil;
import software.amazon.kinesis.retrieval.kpl.Messages;

final class RecordUnpackerTest {

    private static final BigInteger LAST_HASH_KEY =
            BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
    private static final RecordUnpacker ALL = new RecordUnpacker(BigInteger.ZERO, LAST_HASH_KEY, ReadMetrics.NONE);

    @Test
    void passesAPlainRecordAsItIs() {
        KinesisRecord plain = record("plain".getBytes(StandardCharsets.UTF_8));

        assertThat(ALL.unpack(plain)).containsExactly(plain);
    }

    @Test
    void unpacksAnAggregatedRecordInOrder() throws Exception {
        List<KinesisRecord> unpacked = ALL.unpack(record(aggregated("red", "green", "blue")));

        assertThat(unpacked).extracting(KinesisRecord::partitionKey).containsExactly("red", "green", "blue");
        assertThat(unpacked)
                .extracting(each -> new String(each.data(), StandardCharsets.UTF_8))
                .containsExactly("red 0", "green 1", "blue 2");
        assertThat(unpacked).extracting(KinesisRecord::subSequenceNumber).containsExactly(0L, 1L, 2L);
        assertThat(unpacked).extracting(KinesisRecord::sequenceNumber).containsOnly("17");
        assertThat(unpacked).extracting(KinesisRecord::arrivalMillis).containsOnly(1_000L);
    }

    @Test
    void twoShardsOfASplitShareAnAggregatedRecord() throws Exception {
        byte[] data = aggregated("red", "green", "blue", "white", "black", "grey");
        BigInteger middle = LAST_HASH_KEY.shiftRight(1);

        List<KinesisRecord> lower =
                new RecordUnpacker(BigInteger.ZERO, middle, ReadMetrics.NONE).unpack(ofTheProducerLibrary(data));
        List<KinesisRecord> upper = new RecordUnpacker(middle.add(BigInteger.ONE), LAST_HASH_KEY, ReadMetrics.NONE)
                .unpack(ofTheProducerLibrary(data));

        assertThat(lower).isNotEmpty();
        assertThat(upper).isNotEmpty();
        assertThat(java.util.stream.Stream.concat(lower.stream(), upper.stream()))
                .extracting(KinesisRecord::partitionKey)
                .containsExactlyInAnyOrder("red", "green", "blue", "white", "black", "grey");
    }

    @Test
    void keepsWhatOtherPackersPutTogetherForAllShardsAndCountsWhatItLeavesOut() throws Exception {
        byte[] data = aggregated("red", "green", "blue", "white", "black", "grey");
        BigInteger middle = LAST_HASH_KEY.shiftRight(1);
        LongAdder leftOut = new LongAdder();
        RecordUnpacker lower = new RecordUnpacker(BigInteger.ZERO, middle, counting(leftOut));

        // Another packer sends it under the key of its first record, and never again.
        assertThat(lower.unpack(record(data))).hasSize(6);
        assertThat(leftOut.sum()).isZero();
        List<KinesisRecord> resent = lower.unpack(ofTheProducerLibrary(data));
        assertThat(leftOut.sum()).isEqualTo(6 - resent.size()).isPositive();
    }

    @Test
    void passesWhatOnlyLooksAggregatedAsItIs() throws Exception {
        byte[] damaged = aggregated("red");
        damaged[damaged.length - 1] ^= 1;

        List<KinesisRecord> unpacked = ALL.unpack(record(damaged));

        assertThat(unpacked).hasSize(1);
        assertThat(unpacked.get(0).data()).isEqualTo(damaged);
    }

    private static KinesisRecord record(byte[] data) {
        return new KinesisRecord("17", 0, "key", data, 1_000);
    }

    private static KinesisRecord ofTheProducerLibrary(byte[] data) {
        return new KinesisRecord("17", 0, "a", data, 1_000);
    }

    private static ReadMetrics counting(LongAdder leftOut) {
        return new ReadMetrics() {
            @Override
            public void read(long records, long bytes) {}

            @Override
            public void retried() {}

            @Override
            public void skippedGap() {}

            @Override
            public void leftOut(long records) {
                leftOut.add(records);
            }
        };
    }

    /** As the Kinesis Producer Library packs: magic number, Protobuf message, MD5 of the message. */
    private static byte[] aggregated(String... keys) throws Exception {
        Messages.AggregatedRecord.Builder message = Messages.AggregatedRecord.newBuilder();
        message.addAllPartitionKeyTable(Arrays.asList(keys));
        for (int index = 0; index < keys.length; index++) {
            message.addRecords(Messages.Record.newBuilder()
                    .setPartitionKeyIndex(index)
                    .setData(ByteString.copyFromUtf8(keys[index] + " " + index)));
        }
        byte[] body = message.build().toByteArray();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.write(AggregatorUtil.AGGREGATED_RECORD_MAGIC);
        packed.write(body);
        packed.write(MessageDigest.getInstance("MD5").digest(body));
        return packed.toByteArray();
    }
}
