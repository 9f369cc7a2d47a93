package io.recoflow.lake.hourly;

import static org.apache.spark.sql.functions.col;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** An hour of UTC, as the four partition columns of an hourly table. */
record Hour(int year, int month, int day, int hour) {

    static final List<String> COLUMNS = List.of("year", "month", "day", "hour");

    /** How many microseconds it has. */
    static final long MICROS = 3_600_000_000L;

    /** The rows with the hour that a time column of theirs lies in. The session's time zone must be UTC. */
    static Dataset<Row> addTo(Dataset<Row> rows, String timeColumn) {
        Column time = col(timeColumn);
        return rows.withColumn("year", functions.year(time))
                .withColumn("month", functions.month(time))
                .withColumn("day", functions.dayofmonth(time))
                .withColumn("hour", functions.hour(time));
    }

    /** The hour that a time lies in. */
    static Hour of(Instant time) {
        LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        return new Hour(utc.getYear(), utc.getMonthValue(), utc.getDayOfMonth(), utc.getHour());
    }

    /** @param row has the columns of {@link #COLUMNS} */
    static Hour of(Row row) {
        return new Hour(
                row.<Integer>getAs("year"),
                row.<Integer>getAs("month"),
                row.<Integer>getAs("day"),
                row.<Integer>getAs("hour"));
    }

    /** The hour as one number, of which lists are short to write: 2026112008. */
    long code() {
        return ((year * 100L + month) * 100 + day) * 100 + hour;
    }

    /**
     * {@link #code()} of rows.
     *
     * @param prefix of their columns: "" or "stored."
     */
    static Column code(String prefix) {
        return COLUMNS.stream()
                .map(column -> col(prefix + column).cast("long"))
                .reduce((greater, smaller) -> greater.multiply(100L).plus(smaller))
                .orElseThrow();
    }

    /** When the next hour begins. */
    Instant end() {
        return LocalDateTime.of(year, month, day, hour, 0)
                .toInstant(ZoneOffset.UTC)
                .plusSeconds(3_600);
    }

    /** The same as a condition in SQL. */
    String condition() {
        return "year = " + year + " AND month = " + month + " AND day = " + day + " AND hour = " + hour;
    }
}
