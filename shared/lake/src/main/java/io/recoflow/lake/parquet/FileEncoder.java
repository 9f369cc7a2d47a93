package io.recoflow.lake.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.ProjectingInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.jspecify.annotations.Nullable;

/**
 * Encodes rows into Parquet files in memory, one file after the other, and keeps schema, codec and buffer between them.
 * For one thread: Parquet's codec factory and its views of byte buffers are not safe between threads.
 */
final class FileEncoder implements Closeable {

    private static final int PAGE_BYTES = 1 << 20;

    /**
     * Up to so many rows a file has no dictionaries: they save no bytes there and cost a third of the encoding. The rows
     * wait until it is known how many there are.
     */
    private static final int ROWS_WITHOUT_DICTIONARY = 64;

    /** Long rows do not wait for each other. */
    private static final int BYTES_WITHOUT_DICTIONARY = 64 * 1024;

    private final ParquetConfiguration configuration = new PlainParquetConfiguration();
    private final PageCodecs codecs = new PageCodecs(configuration, PAGE_BYTES);
    private final MemoryOutputFile memory = new MemoryOutputFile();
    private final List<InternalRow> waiting = new ArrayList<>(ROWS_WITHOUT_DICTIONARY);
    private final ProjectingInternalRow columns;
    private final ReusedWriteSupport writeSupport;
    private final ParquetCompression compression;
    private long waitingBytes;
    private @Nullable ParquetWriter<InternalRow> file;

    /** @param columns the files' columns of a row */
    FileEncoder(ProjectingInternalRow columns, Map<String, String> settings, ParquetCompression compression) {
        this.columns = columns;
        this.writeSupport = new ReusedWriteSupport(columns.schema(), settings);
        this.compression = compression;
    }

    void write(InternalRow row) throws IOException {
        if (file == null) {
            if (waiting.size() < ROWS_WITHOUT_DICTIONARY && waitingBytes < BYTES_WITHOUT_DICTIONARY) {
                // Copied, because Spark uses a row's memory again for the next one.
                waiting.add(row.copy());
                waitingBytes += row instanceof UnsafeRow sized ? sized.getSizeInBytes() : 0;
                return;
            }
            file = begin(true);
        }
        encode(row, file);
    }

    /** Bytes in memory of the file so far. */
    long size() {
        return file == null ? waitingBytes : file.getDataSize();
    }

    /** Ends the file; without a row before, it is a valid file of none. */
    byte[] finish() throws IOException {
        ParquetWriter<InternalRow> finished = file == null ? begin(false) : file;
        file = null;
        finished.close();
        return memory.takeContent();
    }

    private ParquetWriter<InternalRow> begin(boolean dictionary) throws IOException {
        ParquetWriter<InternalRow> begun =
                new WriterBuilder(memory).withDictionaryEncoding(dictionary).build();
        for (InternalRow row : waiting) {
            encode(row, begun);
        }
        waiting.clear();
        waitingBytes = 0;
        return begun;
    }

    private void encode(InternalRow row, ParquetWriter<InternalRow> into) throws IOException {
        columns.project(row);
        into.write(columns);
    }

    @Override
    public void close() {
        codecs.close();
    }

    private final class WriterBuilder extends ParquetWriter.Builder<InternalRow, WriterBuilder> {

        WriterBuilder(OutputFile file) {
            super(file);
            withConf(configuration);
            withCodecFactory(codecs);
            withCompressionCodec(compression.codec());
            withPageSize(PAGE_BYTES);
        }

        @Override
        protected WriterBuilder self() {
            return this;
        }

        @Override
        protected WriteSupport<InternalRow> getWriteSupport(Configuration unused) {
            return writeSupport;
        }

        @Override
        protected WriteSupport<InternalRow> getWriteSupport(ParquetConfiguration unused) {
            return writeSupport;
        }
    }
}
