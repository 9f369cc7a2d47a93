package io.recoflow.lake.parquet;

import java.io.Closeable;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * The codecs of all files of a task. A Parquet writer gives its codecs back when its file ends; these stay until the task
 * ends. Snappy, the default, compresses from array to array: Parquet's own way, by a Hadoop stream that is made for each
 * page, costs more than the compression of a small page.
 */
final class PageCodecs implements CompressionCodecFactory, Closeable {

    private final CodecFactory parquet;
    private final SnappyPages snappy = new SnappyPages();

    PageCodecs(ParquetConfiguration configuration, int pageBytes) {
        this.parquet = new CodecFactory(configuration, pageBytes);
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        return codec == CompressionCodecName.SNAPPY ? snappy : parquet.getCompressor(codec);
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return parquet.getDecompressor(codec);
    }

    @Override
    public void release() {
        // The next file uses the same codecs.
    }

    @Override
    public void close() {
        parquet.release();
    }

    /** The raw Snappy format, as Parquet wants it, in a buffer that the next page uses again. */
    private static final class SnappyPages implements BytesInputCompressor {

        private byte[] compressed = new byte[16 * 1024];

        @Override
        public BytesInput compress(BytesInput page) throws IOException {
            byte[] plain = page.toByteArray();
            int bound = Snappy.maxCompressedLength(plain.length);
            if (compressed.length < bound) {
                compressed = new byte[bound];
            }
            int length = Snappy.compress(plain, 0, plain.length, compressed, 0);
            return BytesInput.from(compressed, 0, length);
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.SNAPPY;
        }

        @Override
        public void release() {
            // Nothing to give back.
        }
    }
}
