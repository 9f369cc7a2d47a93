package io.recoflow.kinesis.source;

import io.recoflow.kinesis.client.KinesisRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Records as bytes, on their way from the driver to a task of the same query; never stored. */
final class RecordCodec {

    /** Of a record, beside its texts and its data. */
    private static final int FIXED_BYTES = 2 * Short.BYTES + Long.BYTES + Integer.BYTES;

    private RecordCodec() {}

    static byte[] encode(List<KinesisRecord> records) {
        // Many megabytes: not to be copied as they grow.
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Integer.BYTES
                + records.stream().mapToInt(RecordCodec::sizeInAscii).sum());
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(records.size());
            for (KinesisRecord record : records) {
                out.writeUTF(record.sequenceNumber());
                out.writeUTF(record.partitionKey());
                out.writeLong(record.arrivalMillis());
                out.writeInt(record.data().length);
                out.write(record.data());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Records cannot be encoded", e);
        }
        return bytes.toByteArray();
    }

    private static int sizeInAscii(KinesisRecord record) {
        return FIXED_BYTES
                + record.sequenceNumber().length()
                + record.partitionKey().length()
                + record.data().length;
    }

    static List<KinesisRecord> decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int count = in.readInt();
            List<KinesisRecord> records = new ArrayList<>(count);
            for (int index = 0; index < count; index++) {
                String sequenceNumber = in.readUTF();
                String partitionKey = in.readUTF();
                long arrivalMillis = in.readLong();
                byte[] data = new byte[in.readInt()];
                in.readFully(data);
                records.add(new KinesisRecord(sequenceNumber, 0, partitionKey, data, arrivalMillis));
            }
            return records;
        } catch (IOException e) {
            throw new UncheckedIOException("Records cannot be decoded", e);
        }
    }
}
