package io.recoflow.jobs.etl;

import io.recoflow.testkit.SqlRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A lake as a data scientist sees it: by DuckDB, and never by Spark.
 *
 * @param root its folder; need not exist
 */
record Lake(Path root) {

    static final String TRAINING = "ratings_ml_training";
    static final String PRODUCTS = "products";
    static final String POPULAR = "popular_products";
    static final List<String> DATASETS = List.of(TRAINING, PRODUCTS, POPULAR);

    private static final String REJECTED = "ratings_rejected";

    String uri() {
        return root.toUri().toString();
    }

    Path dataset(String name) {
        return root.resolve(name);
    }

    /** The folder that the dataset's pointer names. */
    Path latest(String dataset) {
        Path pointer = dataset(dataset).resolve("_latest");
        return dataset(dataset)
                .resolve(ReportedRun.json(pointer).path("snapshot").asText());
    }

    /** The names of a dataset's snapshot folders, oldest first. */
    List<String> snapshots(String dataset) {
        return children(dataset(dataset)).stream()
                .filter(name -> name.startsWith("snapshot="))
                .sorted()
                .toList();
    }

    /** The names of the latest snapshot's customer folders. */
    List<String> customerFolders() {
        return children(latest(TRAINING)).stream()
                .filter(name -> name.startsWith("customerNumber="))
                .toList();
    }

    /** The latest training rows. */
    List<List<Object>> training(String columns) throws SQLException {
        return query("SELECT " + columns + " FROM " + parquet(latest(TRAINING)));
    }

    /** The latest catalogue, in the order of the file. */
    List<List<Object>> products(String columns) throws SQLException {
        return query("SELECT " + columns + " FROM " + parquet(latest(PRODUCTS)));
    }

    /** The latest popular products. */
    List<List<Object>> popular(String columns) throws SQLException {
        return query("SELECT " + columns + " FROM " + parquet(latest(POPULAR)));
    }

    /** What a run rejected; none where it wrote no file. */
    List<List<Object>> rejected(String runId, String columns) throws SQLException {
        Path folder = root.resolve(REJECTED).resolve("run=" + runId);
        return Files.exists(folder) ? query("SELECT " + columns + " FROM " + parquet(folder)) : List.of();
    }

    /** How DuckDB names the Parquet files below a folder. */
    static String parquet(Path folder) {
        return "read_parquet('" + folder + "/**/*.parquet', hive_partitioning = true)";
    }

    static List<List<Object>> query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            return SqlRows.query(connection, sql);
        }
    }

    /** Every file and folder below the root, relative to it, sorted; none where it does not exist. */
    List<String> everything() {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.map(path -> root.relativize(path).toString()).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Optional<Path> newestReport() {
        Path reports = dataset(TRAINING).resolve("_reports");
        return children(reports).stream().map(reports::resolve).max(Comparator.comparing(Lake::modified));
    }

    private static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<String> children(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
