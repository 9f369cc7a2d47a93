package io.recoflow.lake.parquet;

import java.util.Locale;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** How the pages of a file are compressed. */
public enum ParquetCompression {
    SNAPPY(CompressionCodecName.SNAPPY),
    ZSTD(CompressionCodecName.ZSTD);

    private final CompressionCodecName codec;

    ParquetCompression(CompressionCodecName codec) {
        this.codec = codec;
    }

    CompressionCodecName codec() {
        return codec;
    }

    /** As Spark names its files: {@code .snappy.parquet}, {@code .zstd.parquet}. */
    String fileExtension() {
        return "." + this + ".parquet";
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
