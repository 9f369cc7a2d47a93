package io.recoflow.kinesis.remote;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Messages between the executors and the driver of one run, never stored. Bytes, because Spark's own reader of messages
 * does not know the classes of jars that are added to a job; this one takes the class loader that this class is from.
 */
final class Wire {

    private Wire() {}

    static byte[] encode(Serializable message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Sequence numbers and classes' names repeat.
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (ObjectOutputStream out = new ObjectOutputStream(new DeflaterOutputStream(bytes, deflater))) {
            out.writeObject(message);
        } catch (IOException e) {
            throw new UncheckedIOException("A message cannot be written", e);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    static Object decode(byte[] bytes) {
        try (ObjectInputStream in = new ObjectInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
            return in.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException("A message cannot be read", e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("Driver and executors have different releases of recoflow-kinesis", e);
        }
    }
}
