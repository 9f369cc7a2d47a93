package io.recoflow.model.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.stream.Stream;

/** Writes embeddings as the CSV of a bundle. A number is written so that reading it gives the same 32 bits. */
public final class EmbeddingWriter {

    private EmbeddingWriter() {}

    /** @param stream is flushed, and not closed */
    public static void write(Stream<Embedding> embeddings, OutputStream stream) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(stream, UTF_8));
        writer.write(String.join(",", EmbeddingReader.HEADER) + "\n");
        try {
            embeddings.forEachOrdered(each -> {
                try {
                    writer.write(line(each));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        writer.flush();
    }

    private static String line(Embedding embedding) {
        StringBuilder line = new StringBuilder(embedding.values().length * 12);
        line.append('"').append(embedding.id().replace("\"", "\"\"")).append("\",\"[");
        for (int i = 0; i < embedding.values().length; i++) {
            line.append(i == 0 ? "" : ",").append(embedding.values()[i]);
        }
        return line.append("]\"\n").toString();
    }
}
