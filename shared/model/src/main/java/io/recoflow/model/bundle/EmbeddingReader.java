package io.recoflow.model.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.recoflow.runtime.failure.Causes;
import io.recoflow.runtime.failure.JobException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of embeddings one by one, in bounded memory. The file's checksum is known at its end only: what was read
 * holds when {@link #next} has returned empty.
 */
public final class EmbeddingReader implements AutoCloseable {

    static final String[] HEADER = {"id", "embedding"};

    /** A vector of 2,000 dimensions, each with a sign, nine digits, a point and an exponent. */
    private static final int LONGEST_CELL = 64_000;

    private final String file;
    private final int dimension;
    private final CsvParser parser;
    private long line;

    /**
     * @param file its name, for messages
     * @param content is closed with the reader
     */
    EmbeddingReader(String file, int dimension, InputStream content) {
        this.file = file;
        this.dimension = dimension;
        CsvParserSettings settings = new CsvParserSettings();
        settings.setMaxCharsPerColumn(LONGEST_CELL);
        settings.setLineSeparatorDetectionEnabled(true);
        settings.setReadInputOnSeparateThread(false);
        // An id may begin with what is a comment elsewhere.
        settings.setCommentProcessingEnabled(false);
        this.parser = new CsvParser(settings);
        parser.beginParsing(new InputStreamReader(content, UTF_8));
    }

    /**
     * The next embedding, or empty at the end of the file.
     *
     * @throws EmbeddingFormatException where a line is wrong; the next call goes on behind it
     * @throws JobException where the file's checksum is not the manifest's, or it cannot be read
     */
    public Optional<Embedding> next() {
        if (line == 0) {
            String[] header = cells();
            line = 1;
            if (!Arrays.equals(header, HEADER)) {
                throw problem("the header is not id,embedding");
            }
        }
        String @Nullable [] cells = cells();
        if (cells == null) {
            return Optional.empty();
        }
        line++;
        if (cells.length != HEADER.length || cells[0] == null || cells[1] == null) {
            throw problem("it is not an id and a vector; a vector is quoted: id,\"[0.1,0.2]\"");
        }
        return Optional.of(new Embedding(cells[0], vector(cells[0], cells[1])));
    }

    private String @Nullable [] cells() {
        try {
            return parser.parseNext();
        } catch (TextParsingException | IllegalStateException e) {
            Optional<IOException> unreadable = Causes.find(e, IOException.class);
            if (unreadable.isPresent()) {
                throw BundleFailures.unreadable(file, unreadable.get());
            }
            throw problem(String.valueOf(e.getMessage()).lines().findFirst().orElse("it cannot be parsed"));
        }
    }

    private float[] vector(String id, String text) {
        if (!text.startsWith("[") || !text.endsWith("]")) {
            throw problem("the vector of " + id + " is not in brackets");
        }
        float[] values = new float[dimension];
        int count = 0;
        int begin = 1;
        while (begin < text.length()) {
            int comma = text.indexOf(',', begin);
            int end = comma < 0 ? text.length() - 1 : comma;
            float value = number(id, text.substring(begin, end));
            if (count < dimension) {
                values[count] = value;
            }
            count++;
            begin = end + 1;
        }
        if (count != dimension) {
            throw problem("the vector of " + id + " has " + count + " dimensions, and the manifest says " + dimension);
        }
        return values;
    }

    private float number(String id, String text) {
        float value;
        try {
            value = Float.parseFloat(text);
        } catch (NumberFormatException e) {
            throw problem("the vector of " + id + " has '" + text + "', which is no number");
        }
        if (!Float.isFinite(value)) {
            throw problem("the vector of " + id + " has " + text.strip() + ", which is not finite");
        }
        return value;
    }

    private EmbeddingFormatException problem(String problem) {
        return new EmbeddingFormatException(file, line, problem);
    }

    @Override
    public void close() {
        parser.stopParsing();
    }
}
