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
                    // Rows come fetch by fetch from a cursor; without it the driver holds the whole result.
                    "useCursorFetch", "true",
                    "tinyInt1isBit", "false",
                    "yearIsDateType", "false",
                    "connectTimeout", String.valueOf(connectTimeout.toMillis()),
                    "socketTimeout", String.valueOf(readTimeout.toMillis()),
                    "tcpKeepAlive", "true");
        }

        @Override
        String literal(String text) {
            return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
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
        String literal(String text) {
            return "'" + text.replace("'", "''") + "'";
        }
    };

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
    abstract String literal(String text);

    /** A name as an SQL identifier that keeps its case. */
    String identifier(String name) {
        return quote + name.replace(String.valueOf(quote), String.valueOf(quote) + quote) + quote;
    }
}
