package io.recoflow.database.mapping;

import java.util.Optional;

/**
 * Looks whether a piece of SQL stays within the parentheses that are put around it: nothing but a whole expression can
 * stand there, so that a slip of the pen becomes no other query.
 */
final class SqlText {

    private SqlText() {}

    /** What is wrong with it, in words; empty where it can be used. */
    static Optional<String> problem(String sql) {
        int depth = 0;
        for (int i = 0; i < sql.length(); i++) {
            char current = sql.charAt(i);
            switch (current) {
                case '\'', '"', '`' -> {
                    int end = endOfQuoted(sql, i);
                    if (end < 0) {
                        return Optional.of("a quote " + current + " is not closed");
                    }
                    i = end;
                }
                case '(' -> depth++;
                case ')' -> {
                    depth--;
                    if (depth < 0) {
                        return Optional.of("a parenthesis is closed that is not open");
                    }
                }
                case ';' -> {
                    return Optional.of("it has a semicolon, and must be one expression");
                }
                default -> {
                    if (sql.startsWith("--", i) || sql.startsWith("/*", i) || sql.startsWith("$$", i)) {
                        return Optional.of("it has a comment or $$, which are not taken here");
                    }
                }
            }
        }
        return depth > 0 ? Optional.of("a parenthesis is not closed") : Optional.empty();
    }

    /** The place of the quote that ends it; a doubled one begins the next quoted piece. Negative where there is none. */
    private static int endOfQuoted(String sql, int start) {
        char quote = sql.charAt(start);
        // MySQL takes a backslash for an escape; a text that ends in one is refused for either database.
        for (int i = start + 1; i < sql.length(); i++) {
            if (sql.charAt(i) == '\\') {
                i++;
            } else if (sql.charAt(i) == quote) {
                return i;
            }
        }
        return -1;
    }
}
