package io.recoflow.local.tour;

import io.recoflow.local.tour.DeltaFiles.DeltaFile;
import io.recoflow.shop.activity.ActivityCount;
import io.recoflow.shop.activity.RejectedActivity;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the streaming job has stored in a lake, read by DuckDB from the tables' live files. */
final class Archive implements AutoCloseable {
    private final Path lake;
    private final Connection duckDb;

    private Archive(Path lake, Connection duckDb) {
        this.lake = lake;
        this.duckDb = duckDb;
    }

    static Archive open(Path lake) throws SQLException {
        return new Archive(lake, DriverManager.getConnection("jdbc:duckdb:"));
    }

    /** A part of a table, such as {@code year=2026/month=11/day=20/hour=8}. */
    record Hour(String folder, long rows, int files, long bytes) {}

    /** A table's hours, in the order of their folders. */
    List<Hour> hours(String table) throws SQLException {
        Map<Path, List<DeltaFile>> folders = new TreeMap<>();
        for (DeltaFile file : files(table)) {
            Path folder = lake.resolve(table).relativize(file.path()).getParent();
            folders.computeIfAbsent(folder, path -> new ArrayList<>()).add(file);
        }
        List<Hour> hours = new ArrayList<>();
        for (Map.Entry<Path, List<DeltaFile>> folder : folders.entrySet()) {
            List<DeltaFile> files = folder.getValue();
            hours.add(new Hour(
                    folder.getKey().toString(),
                    number("count(*)", files),
                    files.size(),
                    files.stream().mapToLong(DeltaFile::bytes).sum()));
        }
        return hours;
    }

    /** A table's rows; 0 where there is no table. */
    long rows(String table) throws SQLException {
        return number("count(*)", files(table));
    }

    /** How many records of the activity stream are counted, whatever became of them. */
    long counted() throws SQLException {
        return number("coalesce(sum(events), 0)", files(ActivityCount.TABLE));
    }

    /** How many records were rejected, by reason. */
    Map<String, Long> rejected() throws SQLException {
        return numbers("reason", "count(*)", files(RejectedActivity.TABLE));
    }

    /** How many records were counted, by outcome. */
    Map<String, Long> outcomes() throws SQLException {
        return numbers("outcome", "sum(events)", files(ActivityCount.TABLE));
    }

    @Override
    public void close() throws SQLException {
        duckDb.close();
    }

    private List<DeltaFile> files(String table) {
        return DeltaFiles.live(lake.resolve(table));
    }

    private long number(String expression, List<DeltaFile> files) throws SQLException {
        if (files.isEmpty()) {
            return 0;
        }
        try (Statement statement = duckDb.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + expression + from(files))) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private Map<String, Long> numbers(String key, String expression, List<DeltaFile> files) throws SQLException {
        Map<String, Long> numbers = new LinkedHashMap<>();
        if (!files.isEmpty()) {
            String query = "SELECT " + key + ", " + expression + from(files) + " GROUP BY 1 ORDER BY 1";
            try (Statement statement = duckDb.createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    numbers.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        return numbers;
    }

    private static String from(List<DeltaFile> files) {
        return files.stream()
                .map(file -> "'" + file.path().toString().replace("'", "''") + "'")
                .collect(Collectors.joining(", ", " FROM read_parquet([", "])"));
    }
}
