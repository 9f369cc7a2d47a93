package io.recoflow.jobs.recommend;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import software.amazon.kinesis.retrieval.AggregatorUtil;
import software.amazon.kinesis.retrieval.kpl.Messages;

/** Several records in one, as the Kinesis Producer Library packs them. */
final class AggregatedRecord {

    private AggregatedRecord() {}

    /** Magic number, Protobuf message, MD5 of the message. */
    static byte[] of(List<byte[]> records) {
        Messages.AggregatedRecord.Builder message =
                Messages.AggregatedRecord.newBuilder().addPartitionKeyTable("key-0");
        records.forEach(record -> message.addRecords(
                Messages.Record.newBuilder().setPartitionKeyIndex(0).setData(ByteString.copyFrom(record))));
        byte[] body = message.build().toByteArray();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try {
            packed.write(AggregatorUtil.AGGREGATED_RECORD_MAGIC);
            packed.write(body);
            packed.write(MessageDigest.getInstance("MD5").digest(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        return packed.toByteArray();
    }
}
