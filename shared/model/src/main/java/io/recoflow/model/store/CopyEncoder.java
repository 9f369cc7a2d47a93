package io.recoflow.model.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.sql.SQLException;

/**
 * Rows of an id and a vector in the binary format of PostgreSQL's COPY (its manual, "COPY", "Binary Format"), handed on
 * in blocks. A vector is what pgvector receives: its dimension and a zero, 16 bits each, then 32-bit floating point
 * numbers, all big-endian.
 */
final class CopyEncoder {

    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(ISO_8859_1);
    private static final int BLOCK_BYTES = 64 * 1024;
    private static final short COLUMNS = 2;
    private static final short TRAILER = -1;

    private final Sink sink;
    private ByteBuffer block = ByteBuffer.allocate(2 * BLOCK_BYTES);

    CopyEncoder(Sink sink) {
        this.sink = sink;
    }

    /** Before the first row: no flags, no extension of the header. */
    void begin() {
        block.put(SIGNATURE).putInt(0).putInt(0);
    }

    /** @param ids the type of the column, which holds the id */
    void row(String id, IdType ids, float[] vector) throws SQLException {
        switch (ids) {
            case INTEGER -> row(Integer.parseInt(id), vector);
            case LONG -> row(Long.parseLong(id), vector);
            case TEXT -> row(id, vector);
        }
    }

    /** @param id without the character 0, which PostgreSQL's text cannot hold */
    void row(String id, float[] vector) throws SQLException {
        byte[] text = id.getBytes(UTF_8);
        reserve(text.length + vector.length * Float.BYTES);
        block.putShort(COLUMNS).putInt(text.length).put(text);
        put(vector);
    }

    void row(int id, float[] vector) throws SQLException {
        reserve(Integer.BYTES + vector.length * Float.BYTES);
        block.putShort(COLUMNS).putInt(Integer.BYTES).putInt(id);
        put(vector);
    }

    void row(long id, float[] vector) throws SQLException {
        reserve(Long.BYTES + vector.length * Float.BYTES);
        block.putShort(COLUMNS).putInt(Long.BYTES).putLong(id);
        put(vector);
    }

    /** Behind the last row; nothing is held back after it. */
    void end() throws SQLException {
        reserve(0);
        block.putShort(TRAILER);
        flush();
    }

    private void put(float[] vector) throws SQLException {
        block.putInt(2 * Short.BYTES + vector.length * Float.BYTES)
                .putShort((short) vector.length)
                .putShort((short) 0);
        for (float value : vector) {
            block.putFloat(value);
        }
        if (block.position() >= BLOCK_BYTES) {
            flush();
        }
    }

    private void reserve(int content) throws SQLException {
        int bytes = content + 32;
        if (block.remaining() < bytes) {
            flush();
        }
        if (block.remaining() < bytes) {
            block = ByteBuffer.allocate(bytes);
        }
    }

    private void flush() throws SQLException {
        sink.write(block.array(), block.position());
        block.clear();
    }

    /** Where blocks go. */
    @FunctionalInterface
    interface Sink {
        /** @param length how many of the first bytes count; the array is used again afterwards */
        void write(byte[] bytes, int length) throws SQLException;
    }
}
