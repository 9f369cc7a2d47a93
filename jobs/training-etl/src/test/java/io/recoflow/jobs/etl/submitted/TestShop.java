package io.recoflow.jobs.etl.submitted;

import io.recoflow.local.ProjectHome;
import io.recoflow.local.database.EmbeddedMariaDb;
import io.recoflow.local.shop.SampleShop;
import io.recoflow.local.submit.SparkSubmit;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;

/** A shop in a database of its own, and the submitted jobs that read it. */
record TestShop(EmbeddedMariaDb server, String database) {

    /** Ratings that the contract rejects; fewer than the share that a run may reject. */
    static final int BAD_RATINGS = 5;

    private static final SampleShop CONTENT = new SampleShop(100, 60, 30, 7, LocalDate.of(2026, 11, 20));

    /** A shop whose ratings take several ranges to read, and some of which are bad. */
    static TestShop createIn(EmbeddedMariaDb server, String database) throws SQLException {
        server.createDatabase(database);
        TestShop shop = new TestShop(server, database);
        try (Connection connection = server.connect(database)) {
            CONTENT.createIn(connection);
        }
        shop.execute("UPDATE ratings SET productRating = 9 ORDER BY productRating, customerNumber, productCode LIMIT "
                + BAD_RATINGS);
        return shop;
    }

    /** The rows that a run must publish. */
    long goodRatings() throws SQLException {
        return number("SELECT COUNT(*) FROM ratings WHERE productRating BETWEEN 1 AND 5");
    }

    /** The job on this shop, with what makes a short run start faster. */
    SparkSubmit job(String lake) {
        return submit().sparkOption("--driver-java-options", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
                .environment("RECOFLOW_SOURCE_PASSWORD", server.password())
                .arguments("--source-url", server.jdbcUrl(database), "--source-user", server.user())
                .arguments("--lake", lake);
    }

    /** The job on this shop as {@link #job(String)}, with its lake on this machine's disk. */
    SparkSubmit job(Path lake) {
        return job(lake.toUri().toString());
    }

    /** The job's jar, without options. */
    static SparkSubmit submit() {
        return SparkSubmit.of(ProjectHome.directory()).jar(jar());
    }

    static Path jar() {
        return ProjectHome.directory().resolve("jobs/training-etl/target/training-etl.jar");
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    long number(String sql) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
