package io.recoflow.model.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/**
 * What can be the id of an item or a user in a bundle, whoever reads it: text, and two ids are one where their characters
 * are the same. {@code 007} and {@code 7} are two.
 */
public final class EmbeddingIds {

    /** In UTF-8. A row of a PostgreSQL index, with its head, is at most 2,704 bytes (its manual, "B-Tree Indexes"). */
    public static final int MOST_BYTES = 2_500;

    private static final int SHOWN = 40;

    private EmbeddingIds() {}

    /** What is wrong with an id; empty for a good one. */
    public static Optional<String> problem(String id) {
        if (id.indexOf('\0') >= 0) {
            return Optional.of("the id '" + shown(id) + "' holds the character 0");
        }
        int bytes = id.getBytes(UTF_8).length;
        return bytes > MOST_BYTES
                ? Optional.of("the id '" + shown(id) + "' has " + bytes + " bytes, and " + MOST_BYTES
                        + " are the most that a key can have")
                : Optional.empty();
    }

    private static String shown(String id) {
        String text = id.replace("\0", "\\0");
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
