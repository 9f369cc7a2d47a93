package io.recoflow.kinesis.remote;

import io.recoflow.kinesis.client.KinesisRecord;
import io.recoflow.kinesis.config.SourceSettings;
import io.recoflow.kinesis.tail.BatchLimits;
import io.recoflow.kinesis.tail.OldestFirst;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What the driver knows of records of a shard that an executor holds. A batch takes it as a whole.
 *
 * @param last sequence number of the last record
 * @param firstMillis arrival of the first record
 * @param lastMillis arrival of the last record
 * @param bytes of data
 */
record Piece(String last, long firstMillis, long lastMillis, long records, long bytes) implements Serializable {

    /** A limited batch is told in so many pieces at the least, so that it can be filled well. */
    private static final int PIECES_PER_BATCH = 8;

    static final OldestFirst.Measure<Piece> MEASURE = new OldestFirst.Measure<>() {
        @Override
        public long arrivalMillis(Piece piece) {
            return piece.firstMillis();
        }

        @Override
        public long records(Piece piece) {
            return piece.records();
        }

        @Override
        public long bytes(Piece piece) {
            return piece.bytes();
        }
    };

    /** How large a piece may be for the batches that the options allow; one record may be larger. */
    static BatchLimits most(SourceSettings settings) {
        return new BatchLimits(part(settings.maxRecordsPerTrigger()), part(settings.maxBytesPerTrigger()));
    }

    private static long part(long limit) {
        return limit == Long.MAX_VALUE ? limit : Math.max(1, limit / PIECES_PER_BATCH);
    }

    /** Records in order, in few pieces. */
    static List<Piece> of(List<KinesisRecord> records, BatchLimits most) {
        List<Piece> pieces = new ArrayList<>();
        for (KinesisRecord record : records) {
            long arrival = record.arrivalMillis();
            append(pieces, new Piece(record.sequenceNumber(), arrival, arrival, 1, record.data().length), most, 0);
        }
        return pieces;
    }

    /**
     * Adds a piece, or makes the last one longer where that may be.
     *
     * @param kept so many pieces at the beginning stay as they are
     */
    static void append(List<Piece> pieces, Piece next, BatchLimits most, int kept) {
        int end = pieces.size() - 1;
        if (end >= kept) {
            Piece before = pieces.get(end);
            Piece joined = new Piece(
                    next.last,
                    before.firstMillis,
                    next.lastMillis,
                    before.records + next.records,
                    before.bytes + next.bytes);
            if (joined.records <= most.records() && joined.bytes <= most.bytes()) {
                pieces.set(end, joined);
                return;
            }
        }
        pieces.add(next);
    }

    /** About what its records take in memory, in bytes. */
    long sizeInMemory() {
        return bytes + records * KinesisRecord.OVERHEAD_BYTES;
    }
}
