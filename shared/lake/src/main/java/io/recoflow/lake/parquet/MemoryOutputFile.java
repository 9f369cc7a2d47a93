package io.recoflow.lake.parquet;

import java.util.Arrays;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A Parquet file that is encoded into memory, in a buffer that is used again for the next file. */
final class MemoryOutputFile implements OutputFile {

    /** What a buffer may keep between files; a heavy partition's buffer is given back to the collector. */
    private static final int KEPT_BYTES = 1 << 20;

    private byte[] buffer = new byte[16 * 1024];
    private int length;

    /** The encoded file, whose bytes are the caller's. */
    byte[] takeContent() {
        byte[] content = Arrays.copyOf(buffer, length);
        if (buffer.length > KEPT_BYTES) {
            buffer = new byte[KEPT_BYTES];
        }
        return content;
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) {
        length = 0;
        return new BufferStream();
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    private final class BufferStream extends PositionOutputStream {

        @Override
        public long getPos() {
            return length;
        }

        @Override
        public void write(int value) {
            reserve(1);
            buffer[length++] = (byte) value;
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            reserve(count);
            System.arraycopy(bytes, offset, buffer, length, count);
            length += count;
        }

        private void reserve(int count) {
            if (buffer.length - length < count) {
                int doubled = (int) Math.min(Integer.MAX_VALUE - 8L, buffer.length * 2L);
                buffer = Arrays.copyOf(buffer, Math.max(doubled, Math.addExact(length, count)));
            }
        }
    }
}
