package io.recoflow.jobs.etl.submitted;

import io.recoflow.local.ProjectHome;
import io.recoflow.local.database.EmbeddedMariaDb;
import io.recoflow.local.shop.SampleShop;
import io.recoflow.local.submit.SparkSubmit;
import io.recoflow.testkit.JobRun;
import io.recoflow.testkit.SqlRows;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;

/** A shop in a database of its own, and the submitted jobs that read it. */
record ShopDatabase(EmbeddedMariaDb server, String database) {

    private static final String PASSWORD = "RECOFLOW_SOURCE_PASSWORD";

    /** Ratings that the contract rejects; fewer than the share that a run may reject. */
    static final int BAD_RATINGS = 5;

    private static final SampleShop CONTENT = new SampleShop(100, 60, 30, 7, LocalDate.of(2026, 11, 20));

    /** A shop whose ratings take several ranges to read, and some of which are bad. */
    static ShopDatabase createIn(EmbeddedMariaDb server, String database) throws SQLException {
        server.createDatabase(database);
        ShopDatabase shop = new ShopDatabase(server, database);
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
                .environment(PASSWORD, server.password())
                .arguments("--source-url", server.jdbcUrl(database), "--source-user", server.user())
                .arguments("--lake", lake);
    }

    /** The job on this shop as {@link #job(String)}, with its lake on this machine's disk. */
    SparkSubmit job(Path lake) {
        return job(lake.toUri().toString());
    }

    /** The job as {@link #job(String)}, without generated code: few rows do not save what compiling it takes. */
    SparkSubmit quickJob(String lake) {
        return job(lake)
                .sparkOption("--conf", "spark.sql.codegen.wholeStage=false")
                .sparkOption("--conf", "spark.sql.codegen.factoryMode=NO_CODEGEN")
                .sparkOption("--conf", "spark.sql.shuffle.partitions=2");
    }

    /** The job as {@link #quickJob(String)}, with its lake on this machine's disk. */
    SparkSubmit quickJob(Path lake) {
        return quickJob(lake.toUri().toString());
    }

    /** Publishes this shop by a run in this virtual machine, see {@link RunHere}. */
    void publishTo(DiskLake lake) {
        runHere(lake).exits(0);
    }

    /** A run in this virtual machine, which finds another disk below its files. */
    void runOn(Class<? extends FileSystem> disk, DiskLake lake, String... more) {
        var unused = RunHere.on(disk, () -> runHere(lake, more));
    }

    private JobRun runHere(DiskLake lake, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--source-url",
                server.jdbcUrl(database),
                "--source-user",
                server.user(),
                "--lake",
                lake.root().toUri().toString()));
        arguments.addAll(List.of(more));
        return RunHere.of(Map.of(PASSWORD, server.password()), arguments.toArray(String[]::new));
    }

    /** The job's jar, without options. */
    static SparkSubmit submit() {
        return SparkSubmit.of(ProjectHome.directory()).jar(jar());
    }

    static Path jar() {
        return ProjectHome.directory().resolve("jobs/training-etl/target/training-etl.jar");
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = server.connect(database)) {
            SqlRows.execute(connection, statements);
        }
    }

    long number(String sql) throws SQLException {
        try (Connection connection = server.connect(database)) {
            return Long.parseLong(SqlRows.text(connection, sql).get(0));
        }
    }
}
