package io.recoflow.kinesis.sink;

import io.recoflow.kinesis.RefusedRecordHandler;
import io.recoflow.kinesis.RefusedRecordHandler.RefusedRecord;
import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisException.Kind;
import io.recoflow.kinesis.client.OutgoingRecord;
import io.recoflow.kinesis.config.SinkSettings;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Lets through what Kinesis takes. One record that it does not take would fail a whole request, so it is kept out before.
 */
final class RecordGate {

    /** Of a key; see PutRecordsRequestEntry in the AWS API reference. */
    private static final int MAX_KEY_CHARACTERS = 256;

    /** Of a key in a message. */
    private static final int SHOWN_KEY_CHARACTERS = 40;

    private final String stream;
    private final long maxRecordBytes;
    private final @Nullable RefusedRecordHandler handler;

    RecordGate(SinkSettings settings, @Nullable RefusedRecordHandler handler) {
        this.stream = settings.client().stream();
        this.maxRecordBytes = settings.maxRecordBytes();
        this.handler = handler;
    }

    /**
     * The record to send; null where it is refused and the handler took it.
     *
     * @throws KinesisException where it is refused and there is no handler
     */
    @Nullable OutgoingRecord admit(@Nullable String partitionKey, byte @Nullable [] data) {
        if (partitionKey == null || data == null) {
            return refused(partitionKey, data, partitionKey == null ? "its partition key is null" : "its data is null");
        }
        OutgoingRecord record = new OutgoingRecord(partitionKey, data);
        String reason = reason(record);
        return reason == null ? record : refused(partitionKey, data, reason);
    }

    private @Nullable String reason(OutgoingRecord record) {
        if (record.partitionKey().isEmpty()) {
            return "its partition key is empty";
        }
        if (record.partitionKey().length() > MAX_KEY_CHARACTERS) {
            return "its partition key has more than " + MAX_KEY_CHARACTERS + " characters";
        }
        return record.size() > maxRecordBytes ? "it is larger than maxRecordBytes (" + maxRecordBytes + ")" : null;
    }

    private @Nullable OutgoingRecord refused(@Nullable String partitionKey, byte @Nullable [] data, String reason) {
        long keyBytes = partitionKey == null ? 0 : partitionKey.getBytes(StandardCharsets.UTF_8).length;
        long size = keyBytes + (data == null ? 0 : data.length);
        if (handler == null) {
            throw new KinesisException(
                    Kind.INVALID_REQUEST,
                    "A record of " + size + " bytes with the partition key " + shown(partitionKey)
                            + " cannot be sent to stream " + stream + ": " + reason
                            + ". Make it fit or leave it out, or take such records with KinesisForeachWriter.withRefused");
        }
        handler.refused(new RefusedRecord(partitionKey, data, size, reason));
        return null;
    }

    private static String shown(@Nullable String key) {
        if (key == null || key.length() <= SHOWN_KEY_CHARACTERS) {
            return "\"" + key + "\"";
        }
        return "\"" + key.substring(0, SHOWN_KEY_CHARACTERS) + "…\"";
    }
}
