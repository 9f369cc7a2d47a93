package io.recoflow.jobs.recommend.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.recoflow.runtime.storage.FileStorage;
import io.recoflow.streaming.broker.RecordColumns;
import io.recoflow.streaming.broker.StreamRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts records aside, in files of their columns as JSON, for {@link io.recoflow.jobs.recommend.archive.AsideEvents} to
 * store. What storage does not take comes back, to be answered after all. Of one task.
 */
final class AsideWriter {

    private static final Logger LOG = LoggerFactory.getLogger(AsideWriter.class);
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST_BYTES = 8 << 20;
    private static final Duration OLDEST = Duration.ofSeconds(1);

    private final Expiry expiry;
    private final Configuration configuration;
    private List<StreamRecord> records = new ArrayList<>();
    private long bytes;
    private Instant oldest = Instant.MAX;
    private boolean works = true;

    AsideWriter(Expiry expiry, Configuration configuration) {
        this.expiry = expiry;
        this.configuration = configuration;
    }

    /** Takes a record that nobody waits for; others not, and none where storage has failed. */
    boolean takes(StreamRecord record, Instant now) {
        if (!works || !expiry.isExpired(record.arrivedAt(), now)) {
            return false;
        }
        oldest = records.isEmpty() ? now : oldest;
        records.add(record);
        bytes += record.data().length;
        return true;
    }

    /** Whether it should be written, before there are too many, or after a moment. */
    boolean isDue(Instant now) {
        return bytes > MOST_BYTES || (!records.isEmpty() && oldest.plus(OLDEST).isBefore(now));
    }

    /** Writes what it took; gives back what could not be written. */
    List<StreamRecord> write() {
        List<StreamRecord> written = records;
        records = new ArrayList<>();
        bytes = 0;
        if (written.isEmpty()) {
            return List.of();
        }
        try {
            Path folder = FileStorage.qualified(expiry.folder(), configuration);
            // Whole or not at all: who stores them looks at any time.
            FileStorage.of(folder, configuration)
                    .replace(new Path(folder, UUID.randomUUID() + ".json.gz"), json(written));
            return List.of();
        } catch (IOException | RuntimeException e) {
            works = false;
            LOG.warn("Events that nobody waits for cannot be put aside, and are answered with what is popular", e);
            return written;
        }
    }

    private static byte[] json(List<StreamRecord> records) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(new GZIPOutputStream(bytes))) {
            json.setRootValueSeparator(null);
            for (StreamRecord record : records) {
                json.writeStartObject();
                json.writeBinaryField(RecordColumns.DATA, record.data());
                json.writeStringField(RecordColumns.STREAM_NAME, record.streamName());
                json.writeStringField(RecordColumns.SHARD_ID, record.shardId());
                json.writeStringField(RecordColumns.SEQUENCE_NUMBER, record.sequenceNumber());
                json.writeNumberField(RecordColumns.SUB_SEQUENCE_NUMBER, record.subSequenceNumber());
                json.writeStringField(RecordColumns.PARTITION_KEY, record.partitionKey());
                json.writeStringField(
                        RecordColumns.ARRIVED_AT, record.arrivedAt().toString());
                json.writeEndObject();
                json.writeRaw('\n');
            }
        }
        return bytes.toByteArray();
    }
}
