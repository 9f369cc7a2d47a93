package io.recoflow.local.tour;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTourTest {
    private static final String HOUR = "year=2026/month=11/day=20/hour=";

    private final Path lake;

    ArchiveTourTest(@TempDir Path lake) {
        this.lake = lake;
    }

    @Test
    void showsEachHourFromItsLiveFilesOnly() throws IOException, SQLException {
        writeLake();
        assertThat(tour(2_509)).containsPattern(HOUR + "8 +2,000 +2 +246\n").containsPattern(HOUR + "9 +500 +1 +123\n");
    }

    @Test
    void showsWhyEventsWereRejectedAndWhatBecameOfAll() throws IOException, SQLException {
        writeLake();
        assertThat(tour(2_509))
                .containsPattern("invalid_json +5\n")
                .containsPattern("rejected +5\n")
                .containsPattern("dropped +4\n")
                .contains("2,509 events in = 2,500 recommended + 5 rejected + 4 dropped");
    }

    @Test
    void aMissingEventFailsTheDemo() throws IOException, SQLException {
        writeLake();
        assertThatThrownBy(() -> tour(2_510))
                .isInstanceOf(DemoException.class)
                .hasMessageContaining("2,510 events in ≠ 2,500 recommended + 5 rejected + 4 dropped");
    }

    @Test
    void anEmptyLakeHasNothing() throws SQLException {
        assertThat(tour(0)).contains("0 events in = 0 recommended + 0 rejected + 0 dropped");
    }

    private String tour(long events) throws SQLException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, UTF_8);
                Archive archive = Archive.open(lake)) {
            new ArchiveTour(archive, out).show(events, 0);
        }
        return bytes.toString(UTF_8);
    }

    /** 2,500 recommendations in two hours and three files, beside one that a compaction has replaced. */
    private void writeLake() throws IOException, SQLException {
        String ids = "SELECT 'e' || i event_id FROM range(%d) r(i)";
        write("recommendations", HOUR + "8/replaced.parquet", ids.formatted(50));
        write("recommendations", HOUR + "8/a.parquet", ids.formatted(1_200));
        write("recommendations", HOUR + "8/b.parquet", ids.formatted(800));
        write("recommendations", HOUR + "9/c.parquet", ids.formatted(500));
        log("recommendations", 0, add(HOUR + "8/replaced.parquet"), add(HOUR + "8/b.parquet"));
        log(
                "recommendations",
                1,
                "{\"remove\":{\"path\":\"" + HOUR + "8/replaced.parquet\"}}",
                add(HOUR + "8/a.parquet"),
                add(HOUR + "9/c.parquet"));
        write("activity_rejected", "a.parquet", "SELECT 'invalid_json' reason FROM range(5)");
        log("activity_rejected", 0, add("a.parquet"));
        write("activity_counts", "a.parquet", """
                SELECT * FROM (VALUES ('recommended', 2000::bigint), ('recommended', 500), ('rejected', 5),
                    ('dropped', 1), ('dropped', 3)) v(outcome, events)""");
        log("activity_counts", 0, add("a.parquet"));
    }

    private void write(String table, String file, String query) throws IOException, SQLException {
        Path path = lake.resolve(table).resolve(file);
        Files.createDirectories(requireNonNull(path.getParent()));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement duckDb = connection.createStatement()) {
            duckDb.execute("COPY (" + query + ") TO '" + path + "' (FORMAT parquet)");
        }
    }

    private void log(String table, int version, String... actions) throws IOException {
        Path log = Files.createDirectories(lake.resolve(table).resolve("_delta_log"));
        Files.writeString(log.resolve("%020d.json".formatted(version)), String.join("\n", actions) + "\n");
    }

    private static String add(String path) {
        return "{\"add\":{\"path\":\"" + path + "\",\"size\":123}}";
    }
}
