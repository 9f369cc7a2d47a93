package io.recoflow.bench.kinesis;

import java.nio.ByteBuffer;

/** The data of a record: its number, when it was sent, and filler. */
final class RecordBody {

    static final int BYTES = 300;

    private RecordBody() {}

    /** @param sentNanos of {@link System#nanoTime}, which only this virtual machine can compare */
    static byte[] of(int number, long sentNanos) {
        return ByteBuffer.allocate(BYTES).putInt(number).putLong(sentNanos).array();
    }

    static int number(byte[] data) {
        return ByteBuffer.wrap(data).getInt();
    }

    static long sentNanos(byte[] data) {
        return ByteBuffer.wrap(data).getLong(Integer.BYTES);
    }
}
