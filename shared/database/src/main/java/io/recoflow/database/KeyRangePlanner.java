package io.recoflow.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a table into ranges of its key that hold about equal numbers of rows, however uneven the keys are. It counts the
 * rows of each key by one walk over the key's index; every range is then a walk over its own part of that index. A key
 * that alone holds more than a range's share is cut again, by a second column.
 *
 * <p>The ranges leave no gap: rows that come in while the table is read, NULL keys too, fall into exactly one of them.
 *
 * @param connection to the table's database
 * @param dialect of the database
 * @param fetchSize positive; rows that come at a time, where the driver does not stream them
 * @param fewestRows positive; fewer are not worth a connection and a task
 */
public record KeyRangePlanner(Connection connection, SourceDialect dialect, int fetchSize, int fewestRows) {

    /** The range that is the whole table. */
    static final String EVERY_ROW = "1 = 1";

    /**
     * @param query whose range keys say by what it is cut; without one, the plan is one range
     * @param ranges how many are wanted; a small table gets fewer, one with very heavy keys a few more
     */
    public List<KeyRange> plan(SourceQuery query, int ranges) throws SQLException {
        Optional<RangeKey> first = query.rangeKey(0);
        if (first.isEmpty()) {
            return List.of(new KeyRange(EVERY_ROW, query.rows(connection)));
        }
        RangeKey key = first.get();
        Optional<RangeKey> secondKey = query.rangeKey(1);
        KeyCounts counts = count(query.rangesFrom(), key);
        long share = Math.max(fewestRows, (counts.total() + ranges - 1) / ranges);
        Cuts cuts = new Cuts(dialect.identifier(key.name()));
        for (int i = 0; i < counts.size(); i++) {
            String value = counts.literal(i);
            long rows = counts.rows(i);
            if (rows > share && secondKey.isPresent()) {
                cuts.endBefore(value);
                cuts.addAll(withinKey(query.rangesFrom(), key, value, secondKey.get(), rows, share), value);
            } else {
                if (cuts.openRows() > 0 && cuts.openRows() + rows > share) {
                    cuts.endBefore(value);
                }
                cuts.count(rows);
            }
        }
        return cuts.endWithRest(counts.nulls());
    }

    private KeyCounts count(String from, RangeKey key) throws SQLException {
        String column = dialect.identifier(key.name());
        KeyCounts counts = new KeyCounts();
        query(
                "SELECT " + column + ", COUNT(*) FROM " + from + " GROUP BY " + column + " ORDER BY " + column,
                row -> add(row, key, counts));
        return counts;
    }

    private void add(ResultSet row, RangeKey key, KeyCounts counts) throws SQLException {
        long rows = row.getLong(2);
        if (key.isWhole()) {
            long value = row.getLong(1);
            if (row.wasNull()) {
                counts.addNulls(rows);
            } else {
                counts.add(value, rows);
            }
        } else {
            String value = row.getString(1);
            if (value == null) {
                counts.addNulls(rows);
            } else {
                counts.add(key.literal(value, dialect), rows);
            }
        }
    }

    /** Cuts one heavy key by values of the second column, where the next one begins after {@code share} rows. */
    private List<KeyRange> withinKey(String from, RangeKey key, String value, RangeKey secondKey, long rows, long share)
            throws SQLException {
        String second = dialect.identifier(secondKey.name());
        String ofKey = dialect.identifier(key.name()) + " = " + value;
        long parts = (rows + share - 1) / share;
        long step = (rows + parts - 1) / parts;
        Pieces pieces = new Pieces(step);
        query(
                "SELECT " + second + " FROM " + from + " WHERE " + ofKey + " ORDER BY " + second,
                row -> pieces.add(row.getString(1)));
        List<String> bounds = pieces.bounds;
        List<KeyRange> ranges = new ArrayList<>();
        for (int i = 0; i <= bounds.size(); i++) {
            String lower = i == 0 ? "" : second + " >= " + secondKey.literal(bounds.get(i - 1), dialect);
            String upper = i == bounds.size() ? "" : second + " < " + secondKey.literal(bounds.get(i), dialect);
            String orNull = " OR " + second + " IS NULL";
            String within = lower.isEmpty() && upper.isEmpty()
                    ? ""
                    : lower.isEmpty()
                            ? " AND (" + upper + orNull + ")"
                            : " AND " + lower + (upper.isEmpty() ? "" : " AND " + upper);
            ranges.add(new KeyRange(ofKey + within, pieces.rows(i)));
        }
        return ranges;
    }

    private void query(String sql, RowReader reader) throws SQLException {
        // PostgreSQL's driver streams only inside a transaction.
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(fetchSize);
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /** The pieces of one heavy key: each begins at its bound, the first at the lowest value, with the NULLs. */
    private static final class Pieces {

        private final long step;
        private final List<String> bounds = new ArrayList<>();
        private final List<Long> ended = new ArrayList<>();
        private @Nullable String last;
        private long open;
        private long nulls;

        Pieces(long step) {
            this.step = step;
        }

        /** Equal values cannot be parted, so a piece ends with the last of them. */
        void add(@Nullable String value) {
            if (value == null) {
                nulls++;
                return;
            }
            if (open >= step && !value.equals(last)) {
                bounds.add(value);
                ended.add(open);
                open = 0;
            }
            last = value;
            open++;
        }

        long rows(int piece) {
            return (piece < ended.size() ? ended.get(piece) : open) + (piece == 0 ? nulls : 0);
        }
    }

    /** The ranges so far: each begins where the one before ended. */
    private static final class Cuts {

        private final String column;
        private final List<KeyRange> ranges = new ArrayList<>();
        private @Nullable String lowerBound;
        private long openRows;

        Cuts(String column) {
            this.column = column;
        }

        long openRows() {
            return openRows;
        }

        void count(long rows) {
            openRows += rows;
        }

        void endBefore(String key) {
            String upperBound = column + " < " + key;
            // NULL keys belong to the first range.
            ranges.add(new KeyRange(
                    lowerBound == null
                            ? "(" + upperBound + " OR " + column + " IS NULL)"
                            : lowerBound + " AND " + upperBound,
                    openRows));
            lowerBound = column + " >= " + key;
            openRows = 0;
        }

        void addAll(List<KeyRange> ofKey, String key) {
            ranges.addAll(ofKey);
            lowerBound = column + " > " + key;
        }

        List<KeyRange> endWithRest(long nulls) {
            ranges.add(new KeyRange(lowerBound == null ? EVERY_ROW : lowerBound, openRows));
            KeyRange first = ranges.get(0);
            ranges.set(0, new KeyRange(first.predicate(), first.rows() + nulls));
            return List.copyOf(ranges);
        }
    }
}
