package io.recoflow.database;

import io.recoflow.lake.contract.ColumnType;
import io.recoflow.lake.contract.ColumnType.Plain;
import io.recoflow.runtime.secret.VerifyingDriver;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What differs between the databases that a shop may run on. */
public enum SourceDialect {
    MYSQL("jdbc:mysql:", '`') {
        @Override
        Driver driver(boolean verifying) {
            return new StreamingDriver();
        }

        @Override
        Map<String, String> driverProperties(String url, Duration readTimeout) {
            return Map.of(
                    StreamingDriver.ANSWER_MILLIS,
                    names(url, "socketTimeout") ? "0" : String.valueOf(readTimeout.toMillis()));
        }

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
                    // A port that stays silent is no server; one that has greeted gets its read timeout then.
                    "socketTimeout", String.valueOf(connectTimeout.toMillis()),
                    "tcpKeepAlive", "true");
        }

        @Override
        public String literal(String text) {
            return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
        }

        @Override
        public String exact(String expression) {
            return "CAST(CONVERT(" + expression + " USING utf8mb4) AS BINARY)";
        }

        @Override
        List<String> schemas(Connection connection) throws SQLException {
            String database = connection.getCatalog();
            return database == null || database.isEmpty() ? List.of() : List.of(database);
        }

        /** A schema is one. */
        @Override
        public boolean lacksDatabase(String url) {
            return false;
        }

        @Override
        boolean isSchemaACatalog() {
            return true;
        }

        @Override
        String nameOf(ColumnType type) {
            return type instanceof ColumnType.Whole
                    ? "SIGNED"
                    : type instanceof ColumnType.Text ? "CHAR" : type.toString();
        }

        /** Dates are the same in MySQL with a month or a day of zero, which no calendar has. */
        @Override
        Optional<String> absent(String column, ColumnType type) {
            return type == Plain.DATE || type == Plain.TIMESTAMP
                    ? Optional.of("MONTH(" + column + ") = 0 OR DAYOFMONTH(" + column + ") = 0")
                    : Optional.empty();
        }

        @Override
        String absentWords(ColumnType type) {
            return "zero dates";
        }

        @Override
        String numberLiteral(String number) {
            return number;
        }

        @Override
        String bitsAsNumber(String column) {
            return "CAST(" + column + " AS UNSIGNED)";
        }
    },

    POSTGRESQL("jdbc:postgresql:", '"') {
        @Override
        Driver driver(boolean verifying) {
            return verifying ? new VerifyingDriver() : new org.postgresql.Driver();
        }

        @Override
        Map<String, String> driverProperties(String url, Duration readTimeout) {
            return Map.of();
        }

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
        public String exact(String expression) {
            return "CAST(" + expression + " AS text) COLLATE \"C\"";
        }

        @Override
        List<String> schemas(Connection connection) throws SQLException {
            List<String> names = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet path = statement.executeQuery(
                            "SELECT unnest FROM unnest(current_schemas(false)) WITH ORDINALITY ORDER BY ordinality")) {
                while (path.next()) {
                    names.add(path.getString(1));
                }
            }
            return names;
        }

        /** Its driver then takes the one that is called as the user. */
        @Override
        public boolean lacksDatabase(String url) {
            return url.matches("jdbc:postgresql:(//[^/?]*)?/?(\\?.*)?")
                    && !names(url, "PGDBNAME")
                    && !names(url, "service");
        }

        @Override
        boolean isSchemaACatalog() {
            return false;
        }

        @Override
        String nameOf(ColumnType type) {
            return type instanceof ColumnType.Whole
                    ? "bigint"
                    : type instanceof ColumnType.Text ? "text" : type.toString();
        }

        @Override
        Optional<String> absent(String column, ColumnType type) {
            if (type == Plain.DATE || type == Plain.TIMESTAMP) {
                return Optional.of("NOT isfinite(" + column + ")");
            }
            if (type == Plain.DOUBLE) {
                return Optional.of(column + " IN ('NaN', 'Infinity', '-Infinity')");
            }
            return type instanceof ColumnType.Decimal || type == Plain.NUMBER
                    ? Optional.of(column + " = 'NaN'")
                    : Optional.empty();
        }

        @Override
        String absentWords(ColumnType type) {
            return type == Plain.DATE || type == Plain.TIMESTAMP ? "infinite dates" : "NaN or infinite numbers";
        }

        /** A literal without a type takes the column's, where NaN is a number, too. */
        @Override
        String numberLiteral(String number) {
            return literal(number);
        }

        @Override
        String bitsAsNumber(String column) {
            return "CAST(" + column + " AS bigint)";
        }
    };

    /** A server's own limit, a minute by default, is shorter than an object store's outage. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final String urlPrefix;
    private final char quote;

    SourceDialect(String urlPrefix, char quote) {
        this.urlPrefix = urlPrefix;
        this.quote = quote;
    }

    /** The dialect of a JDBC URL, or empty for a database that is not supported. */
    public static Optional<SourceDialect> of(String url) {
        return Arrays.stream(values())
                .filter(dialect -> url.startsWith(dialect.urlPrefix))
                .findFirst();
    }

    /**
     * What connects.
     *
     * @param verifying whether the server must show a certificate of given authorities
     */
    abstract Driver driver(boolean verifying);

    /** What {@link #driver} has to be told beside the URL, by names in lower case. */
    abstract Map<String, String> driverProperties(String url, Duration readTimeout);

    /** Whether a URL sets a parameter. */
    static boolean names(String url, String parameter) {
        return url.contains("?" + parameter + "=") || url.contains("&" + parameter + "=");
    }

    /** How a URL of this database begins: {@code jdbc:mysql:}. */
    public String urlPrefix() {
        return urlPrefix;
    }

    /** What the database's own driver has to be told in the URL. */
    abstract Map<String, String> connectionProperties(Duration connectTimeout, Duration readTimeout);

    /** A text as an SQL literal. */
    public abstract String literal(String text);

    /** An SQL expression of any type as text. */
    public String text(String expression) {
        return cast(expression, ColumnType.Text.UNBOUNDED);
    }

    /** A text expression that compares byte for byte, whatever its collation says of case, accents and trailing blanks. */
    public abstract String exact(String expression);

    /** What a type is called behind {@code CAST(column AS}. */
    abstract String nameOf(ColumnType type);

    /** A condition for values of a type that stand for none, and that no reader of the lake has; empty without such. */
    abstract Optional<String> absent(String column, ColumnType type);

    /** What {@link #absent} finds, in words. */
    abstract String absentWords(ColumnType type);

    /** A number as the driver gives out its text, as an SQL literal. */
    abstract String numberLiteral(String number);

    /** A string of bits as the number that it stands for. */
    abstract String bitsAsNumber(String column);

    String cast(String column, ColumnType type) {
        return "CAST(" + column + " AS " + nameOf(type) + ")";
    }

    /** The schemas in which a connection finds tables without their schema, the first one first. */
    abstract List<String> schemas(Connection connection) throws SQLException;

    /** Whether a URL does not say which database is meant, and no schema could say it. */
    public abstract boolean lacksDatabase(String url);

    /** Whether a schema is what JDBC calls a catalog. */
    abstract boolean isSchemaACatalog();

    /** Whether a row of JDBC's metadata is of a schema and not of one that its pattern matches as well. */
    boolean isIn(String schema, ResultSet metaData) throws SQLException {
        return isSchemaACatalog() || schema.equals(metaData.getString("TABLE_SCHEM"));
    }

    /** A name as an SQL identifier that keeps its case. */
    public String identifier(String name) {
        return quote + name.replace(String.valueOf(quote), String.valueOf(quote) + quote) + quote;
    }
}
