package io.recoflow.bench.lake;

import io.recoflow.bench.Contestant.Output;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/** A partitioned dataset on a local disk. */
final class LocalOutput {

    private LocalOutput() {}

    /** Files and bytes from the disk, rows from DuckDB. */
    static Output of(Path folder) throws IOException, SQLException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
        long bytes = files.stream().mapToLong(LocalOutput::size).sum();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT COUNT(*) FROM read_parquet('" + folder + "/**/*.parquet', hive_partitioning = true)")) {
            rows.next();
            return new Output(files.size(), bytes, rows.getLong(1));
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
