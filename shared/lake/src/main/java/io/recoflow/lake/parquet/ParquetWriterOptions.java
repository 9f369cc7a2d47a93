package io.recoflow.lake.parquet;

import java.io.Serializable;

/**
 * How files are written.
 *
 * @param compression of the pages
 * @param maxFileBytes where a file of one partition ends and the next begins, in bytes in memory before compression of
 *     the last row group; bounds the memory of a file
 * @param filesInFlight how many files a task writes to the storage at once, or 0 for what suits the storage
 * @param bytesInFlight how many bytes of encoded files a task may hold before it waits for the storage
 */
public record ParquetWriterOptions(
        ParquetCompression compression, long maxFileBytes, int filesInFlight, int bytesInFlight)
        implements Serializable {

    public static final ParquetWriterOptions DEFAULT =
            new ParquetWriterOptions(ParquetCompression.SNAPPY, 32L << 20, 0, 32 << 20);

    /** A request to an object store is mostly waiting. */
    private static final int FILES_IN_FLIGHT_OBJECT_STORE = 32;

    private static final int FILES_IN_FLIGHT_DISK = 2;

    public ParquetWriterOptions {
        if (maxFileBytes < 1 || filesInFlight < 0 || bytesInFlight < 1) {
            throw new IllegalArgumentException("Sizes must be positive: maxFileBytes " + maxFileBytes
                    + ", filesInFlight " + filesInFlight + ", bytesInFlight " + bytesInFlight);
        }
    }

    public ParquetWriterOptions withCompression(ParquetCompression other) {
        return new ParquetWriterOptions(other, maxFileBytes, filesInFlight, bytesInFlight);
    }

    public ParquetWriterOptions withMaxFileBytes(long other) {
        return new ParquetWriterOptions(compression, other, filesInFlight, bytesInFlight);
    }

    int filesInFlight(boolean objectStore) {
        if (filesInFlight > 0) {
            return filesInFlight;
        }
        return objectStore ? FILES_IN_FLIGHT_OBJECT_STORE : FILES_IN_FLIGHT_DISK;
    }
}
