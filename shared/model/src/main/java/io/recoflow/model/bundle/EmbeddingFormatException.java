package io.recoflow.model.bundle;

/** A line of an embeddings file is not what it must be; the message says which and why. The next can be read. */
public final class EmbeddingFormatException extends RuntimeException {

    EmbeddingFormatException(String file, long line, String problem) {
        super(file + ", line " + line + ": " + problem);
    }
}
