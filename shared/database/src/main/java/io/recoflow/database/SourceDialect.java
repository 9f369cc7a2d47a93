package io.recoflow.database;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** What differs between the databases that a shop may run on. */
public enum SourceDialect {
    MYSQL("jdbc:mysql:", "com.mysql.cj.jdbc.Driver", '`') {
        @Override
        Map<String, String> connectionProperties(Duration connectTimeout, Duration readTimeout) {
            return Map.of(
                    // Rows as the server holds them, and not as text, in which a FLOAT has six digits.
                    "useServerPrepStmts", "true",
                    // Rows wait in the server while a task writes those before them.
                    "netTimeoutForStreamingResults", String.valueOf(LONGEST_PAUSE.toSeconds()),
                    "tinyInt1isBit", "false",
                    "yearIsDateType", "false",
                    "connectTimeout", String.valueOf(connectTimeout.toMillis()),
                    "socketTimeout", String.valueOf(readTimeout.toMillis()),
                    "tcpKeepAlive", "true");
        }

        @Override
        public String literal(String text) {
            return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
        }

        @Override
        public String text(String expression) {
            return "CAST(" + expression + " AS CHAR)";
        }

        @Override
        public String exact(String expression) {
            return "CAST(CONVERT(" + expression + " USING utf8mb4) AS BINARY)";
        }
    },

    POSTGRESQL("jdbc:postgresql:", "org.postgresql.Driver", '"') {
        @Override
        Map<String, String> connectionProperties(Duration connectTimeout, Duration readTimeout) {
            return Map.of(
                    "connectTimeout", String.valueOf(connectTimeout.toSeconds()),
                    "socketTimeout", String.valueOf(readTimeout.toSeconds()),
                    "tcpKeepAlive", "true");
        }

        @Override
        public String literal(String text) {
            return "'" + text.replace("'", "''") + "'";
        }

        @Override
        public String text(String expression) {
            return "CAST(" + expression + " AS text)";
        }

        @Override
        public String exact(String expression) {
            return text(expression) + " COLLATE \"C\"";
        }
    };

    /** A server's own limit, a minute by default, is shorter than an object store's outage. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final String urlPrefix;
    private final String driver;
    private final char quote;

    SourceDialect(String urlPrefix, String driver, char quote) {
        this.urlPrefix = urlPrefix;
        this.driver = driver;
        this.quote = quote;
    }

    /** The dialect of a JDBC URL, or empty for a database that is not supported. */
    public static Optional<SourceDialect> of(String url) {
        return Arrays.stream(values())
                .filter(dialect -> url.startsWith(dialect.urlPrefix))
                .findFirst();
    }

    String driver() {
        return driver;
    }

    /** How a URL of this database begins: {@code jdbc:mysql:}. */
    public String urlPrefix() {
        return urlPrefix;
    }

    abstract Map<String, String> connectionProperties(Duration connectTimeout, Duration readTimeout);

    /** A text as an SQL literal. */
    public abstract String literal(String text);

    /** An SQL expression of any type as text. */
    public abstract String text(String expression);

    /** A text expression that compares byte for byte, whatever its collation says of case, accents and trailing blanks. */
    public abstract String exact(String expression);

    /** A name as an SQL identifier that keeps its case. */
    public String identifier(String name) {
        return quote + name.replace(String.valueOf(quote), String.valueOf(quote) + quote) + quote;
    }
}
