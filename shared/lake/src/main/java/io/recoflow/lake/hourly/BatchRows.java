package io.recoflow.lake.hourly;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.Serializable;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Where the rows of a batch lie.
 *
 * @param hours those that occur; their rows' times are as far apart as they like
 * @param eachOnce whether no key comes twice; by chance false where none does, never true where one does
 */
record BatchRows(Set<Hour> hours, Timestamp first, Timestamp last, boolean eachOnce) {

    /** @param rows not empty, or there is nothing to know: {@link #isEmpty} */
    static BatchRows of(Dataset<Row> rows, String timeColumn, List<String> key) {
        // By hand: a distinct count by SQL takes two shuffles of all keys.
        List<Part> parts = rows
                .select(unix_micros(col(timeColumn)), key.isEmpty() ? lit(0L) : xxhash64(columns(key)))
                .javaRDD()
                .mapPartitions(part -> List.of(Part.of(part)).iterator())
                .collect()
                .stream()
                .filter(part -> part.keys().length > 0)
                .toList();
        return new BatchRows(
                parts.stream()
                        .flatMap(part -> part.hours().stream())
                        .map(Hour::of)
                        .collect(Collectors.toSet()),
                timestamp(parts.stream().mapToLong(Part::first).min().orElse(0)),
                timestamp(parts.stream().mapToLong(Part::last).max().orElse(0)),
                key.isEmpty() || areDistinct(parts));
    }

    boolean isEmpty() {
        return hours.isEmpty();
    }

    /**
     * The stored rows that may be among these: the hours prune folders, and the times files by their statistics.
     *
     * @param prefix of the table's columns: "" or "stored."
     */
    Column mayHold(String prefix, String timeColumn) {
        return Hour.code(prefix)
                .isin(hours.stream().map(Hour::code).toArray())
                .and(col(prefix + timeColumn).between(first, last));
    }

    private static boolean areDistinct(List<Part> parts) {
        long[] keys = parts.stream()
                .flatMapToLong(part -> Arrays.stream(part.keys()))
                .sorted()
                .toArray();
        return IntStream.range(1, keys.length).noneMatch(index -> keys[index] == keys[index - 1]);
    }

    private static Timestamp timestamp(long micros) {
        return Timestamp.from(instant(micros));
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static Column[] columns(List<String> names) {
        return names.stream().map(functions::col).toArray(Column[]::new);
    }

    /**
     * The rows of a partition.
     *
     * @param first their earliest time, in microseconds
     * @param keys a hash of each row's
     */
    @SuppressWarnings("ArrayRecordComponent") // On its way to the driver; nobody compares it.
    private record Part(Set<Instant> hours, long first, long last, long[] keys) implements Serializable {

        /** @param rows of a time and a key each */
        static Part of(Iterator<Row> rows) {
            Set<Long> hours = new HashSet<>();
            long first = Long.MAX_VALUE;
            long last = Long.MIN_VALUE;
            LongStream.Builder keys = LongStream.builder();
            while (rows.hasNext()) {
                Row row = rows.next();
                long time = row.getLong(0);
                first = Math.min(first, time);
                last = Math.max(last, time);
                hours.add(Math.floorDiv(time, Hour.MICROS));
                keys.add(row.getLong(1));
            }
            return new Part(
                    hours.stream().map(hour -> instant(hour * Hour.MICROS)).collect(Collectors.toSet()),
                    first,
                    last,
                    keys.build().toArray());
        }
    }
}
