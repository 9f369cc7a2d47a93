package io.recoflow.jobs.embeddings;

import static io.recoflow.jobs.embeddings.Bundles.embedding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recoflow.model.bundle.Embedding;
import io.recoflow.testkit.JobRun;
import io.recoflow.testkit.SqlRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What readers find after a load, and after another one. */
class LoadTest {

    @RegisterExtension
    final LoadEmbeddingsHarness load = new LoadEmbeddingsHarness();

    @Test
    void everyEmbeddingIsInTheViewsToTheBit() throws SQLException {
        long seed = System.nanoTime();
        System.out.println("Seed of the embeddings: " + seed);
        Random random = new Random(seed);
        List<Embedding> items = IntStream.range(0, 3_000)
                .mapToObj(i -> embedding("S10_ü\"," + i, random(random, 32)))
                .toList();
        String version = load.bundles().publish(32, items, List.of(embedding("-7", random(random, 32))));

        assertThat(load.run().exits(0).out()).contains("Version " + version + " is loaded and served");

        assertThat(load.served()).isEqualTo(version + "|32|31|3000|1");
        assertThat(load.query("SELECT id FROM user_emb")).containsExactly("-7");
        assertThat(
                        load.query(
                                "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid IN"
                                        + " ('item_emb'::regclass, 'user_emb'::regclass) AND attnum > 0 ORDER BY attrelid::text, attnum"))
                .containsExactly("character varying", "vector(32)", "integer", "vector(32)");
        for (Embedding item : items.subList(0, 50)) {
            List<String> stored = load.query("SELECT embedding::text FROM item_emb WHERE id = '" + item.id() + "'");
            assertThat(stored).hasSize(1);
            assertThat(floats(stored.get(0))).containsExactly(item.values());
        }
    }

    @Test
    void aReportTellsWhatWasLoaded(@TempDir Path folder) throws IOException {
        String version = load.bundles().publish(4, 5, 2, 1);
        Path file = folder.resolve("report.json");

        load.run("--report", file.toUri().toString()).exits(0);

        JsonNode report = new ObjectMapper().readTree(file.toFile());
        assertThat(report.path("outcome").asText()).isEqualTo("PUBLISHED");
        assertThat(report.path("runId").asText()).isEqualTo(version);
        assertThat(report.path("load").path("outcome").asText()).isEqualTo("LOADED");
        assertThat(report.path("load").path("items").asInt()).isEqualTo(5);
    }

    @Test
    void usersHaveTheNarrowestIdsThatHoldThemAsTheyAreWritten() throws SQLException {
        assertUsers(List.of("2147483647", "-2147483648", "0"), "integer");
        assertThat(assertUsers(List.of("7", "2147483648", "-9223372036854775808"), "bigint"))
                .contains("Warning: The ids of user_emb are bigint from version ", ", and were integer");
        assertUsers(
                List.of("7", "007", "f47ac10b-58cc-4372-a567-0e02b2c3d479", "#1", "9".repeat(19)), "character varying");
        assertUsers(List.of("+5", "5"), "character varying");
        assertUsers(List.of("5"), "integer");
    }

    private String assertUsers(List<String> ids, String type) throws SQLException {
        load.bundles()
                .publish(
                        2,
                        List.of(embedding("S1", 1, 2)),
                        ids.stream().map(id -> embedding(id, 3, 4)).toList());
        String told = load.run().exits(0).err();
        assertThat(load.query("SELECT id::text FROM user_emb")).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(load.query("SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid ="
                        + " 'user_emb'::regclass AND attname = 'id'"))
                .containsExactly(type);
        return told;
    }

    @Test
    void itemsToWhichNothingCanBeSimilarAreToldAndCounted(@TempDir Path folder) throws Exception {
        List<Embedding> items = IntStream.range(0, 8)
                .mapToObj(i -> embedding("S" + i, i < 6 ? 0 : 1, -0f, 5))
                .toList();
        load.bundles().publish(3, items, List.of());
        Path file = folder.resolve("report.json");

        assertThat(load.run("--dry-run").exits(0).out()).containsPattern("without direction +6");
        JobRun run =
                load.run("--report", file.toUri().toString(), "--index", "hnsw").exits(0);

        assertThat(run.err())
                .contains("Warning: 6 items have nothing but zeros in the first 2 numbers of their embeddings"
                        + " (S0, S1, S2, S3, S4, …), so that nothing is similar to them");
        assertThat(run.out()).containsPattern("without direction +6");
        assertThat(new ObjectMapper()
                        .readTree(file.toFile())
                        .at("/load/zeroVectors")
                        .asInt())
                .isEqualTo(6);
        assertThat(load.run("--index", "hnsw").exits(0).err()).doesNotContain("zeros");
    }

    @Test
    void aVersionThatIsServedIsLeftAsItIs() throws SQLException {
        String version = load.bundles().publish(4, 5, 2, 1);
        load.run().exits(0);
        List<String> before = load.query("SELECT oid, relname, relfilenode FROM pg_class WHERE relname LIKE '%\\_emb%'"
                + " OR relname = 'model_version' ORDER BY 1");

        assertThat(load.run().exits(0).out())
                .contains("Version " + version + " is loaded and served already; nothing was loaded.");

        assertThat(load.query("SELECT oid, relname, relfilenode FROM pg_class WHERE relname LIKE '%\\_emb%'"
                        + " OR relname = 'model_version' ORDER BY 1"))
                .isEqualTo(before);
    }

    @Test
    void aBundleWithoutUserEmbeddingsGivesAnEmptyView() throws SQLException {
        String version = load.bundles()
                .publish(
                        4,
                        IntStream.range(0, 3).mapToObj(i -> Bundles.filled("S" + i, 4, i)),
                        Optional.empty(),
                        3,
                        UnaryOperator.identity());

        load.run().exits(0);

        assertThat(load.served()).isEqualTo(version + "|4|3|3|0");
    }

    @Test
    void theNewestVersionsStayAndOlderOnesGo() throws SQLException {
        String first = load.bundles().publish(4, 5, 2, 1);
        load.run().exits(0);
        String second = load.bundles().publish(4, 5, 2, 2);
        load.run().exits(0);
        String third = load.bundles().publish(4, 5, 2, 3);

        JobRun run = load.run("--keep-versions", "2").exits(0);

        assertThat(run.out()).containsPattern("dropped +" + first);
        assertThat(load.tables())
                .containsExactly("item_emb_" + second, "item_emb_" + third, "user_emb_" + second, "user_emb_" + third);
        assertThat(load.query("SELECT version FROM embedding_versions ORDER BY 1"))
                .containsExactly(second, third);
    }

    @Test
    void aVersionThatIsReadIsDroppedByTheNextLoad() throws SQLException {
        assumeTrue(LoadEmbeddingsHarness.server().isInstalled());
        String first = load.bundles().publish(4, 5, 2, 1);
        load.run().exits(0);
        try (Connection reader = load.connect()) {
            reader.setAutoCommit(false);
            SqlRows.text(reader, "SELECT count(*) FROM \"item_emb_" + first + "\"");
            load.bundles().publish(4, 5, 2, 2);
            assertThat(load.run("--keep-versions", "1").exits(0).err())
                    .contains("Warning: Version " + first + " is being read; the next load drops it.");
            assertThat(load.tables()).contains("item_emb_" + first, "user_emb_" + first);
        }
        load.run("--keep-versions", "1").exits(0);
        assertThat(load.tables()).hasSize(2).doesNotContain("item_emb_" + first);
    }

    @Test
    void aPointerThatGoesBackSwapsToTheTablesThatAreThere() throws Exception {
        String first = load.bundles().publish(4, 5, 2, 1);
        load.run().exits(0);
        byte[] pointer = Files.readAllBytes(load.bundles().folder().resolve("_latest"));
        load.bundles().publish(4, 6, 2, 2);
        load.run().exits(0);
        Files.write(load.bundles().folder().resolve("_latest"), pointer);

        assertThat(load.run().exits(0).out()).contains("Version " + first + " was in the database, and is served now");

        assertThat(load.served()).isEqualTo(first + "|4|3|5|2");
    }

    @Test
    void whatALoaderThatDiedLeftIsMadeAnew() throws SQLException {
        String version = load.bundles().publish(4, 5, 2, 1);
        load.run().exits(0);
        String other = load.bundles().publish(4, 6, 2, 2);
        load.sql(
                "CREATE TABLE \"item_emb_" + other + "\" (id varchar)",
                "COMMENT ON TABLE \"item_emb_" + other + "\" IS 'Recoflow embeddings of version " + other + "'",
                "CREATE TABLE \"user_emb_older\" (id int)",
                "COMMENT ON TABLE \"user_emb_older\" IS 'Recoflow embeddings of version older'",
                "CREATE TABLE item_emb_mine (id int)");

        load.run().exits(0);

        assertThat(load.served()).isEqualTo(other + "|4|3|6|2");
        assertThat(load.tables())
                .containsExactly(
                        "item_emb_" + version,
                        "item_emb_" + other,
                        "item_emb_mine",
                        "user_emb_" + version,
                        "user_emb_" + other);
    }

    @Test
    void rightsOnTheViewsSurviveSwapsAlsoToAnotherDimension() throws SQLException {
        load.bundles().publish(4, 5, 2, 1);
        load.run().exits(0);
        load.sql(
                "DROP ROLE IF EXISTS \"Reco reader\"",
                "CREATE ROLE \"Reco reader\"",
                "GRANT SELECT ON item_emb, model_version TO \"Reco reader\" WITH GRANT OPTION",
                "GRANT SELECT ON user_emb TO PUBLIC");
        List<String> before = grants();
        assertThat(before).contains("item_emb|Reco reader|SELECT|YES", "user_emb|PUBLIC|SELECT|NO");
        load.bundles().publish(4, 5, 2, 2);
        load.run().exits(0);
        assertThat(grants()).isEqualTo(before);
        String wider = load.bundles().publish(8, 5, 2, 3);

        load.run().exits(0);

        assertThat(load.served()).isEqualTo(wider + "|8|7|5|2");
        assertThat(grants()).isEqualTo(before);
        load.sql("DROP OWNED BY \"Reco reader\"", "DROP ROLE \"Reco reader\"");
    }

    @Test
    void aNameThatIsTakenEndsTheJob() throws SQLException {
        load.bundles().publish(4, 5, 2, 1);
        load.sql("CREATE TABLE item_emb (id int)");

        assertThat(load.run().error(4)).contains("Cannot make the view item_emb", "which is no view");
    }

    @Test
    void aDryRunWritesNothing() throws SQLException {
        String version = load.bundles().publish(4, 20_000, 2, 1);

        assertThat(load.run("--dry-run").exits(0).out())
                .containsPattern("version +" + version)
                .containsPattern("items +20,000")
                .containsPattern("index +hnsw")
                .contains("Dry run: nothing was written.");

        assertThat(load.query("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                .containsExactly("0");
    }

    private List<String> grants() throws SQLException {
        return load.query("SELECT table_name, grantee, privilege_type, is_grantable FROM"
                + " information_schema.table_privileges WHERE table_name IN ('item_emb', 'user_emb', 'model_version')"
                + " AND grantee <> current_user ORDER BY 1, 2, 3");
    }

    private static float[] random(Random random, int dimension) {
        float[] values = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static float[] floats(String vector) {
        String[] parts = vector.substring(1, vector.length() - 1).split(",", -1);
        float[] values = new float[parts.length];
        for (int i = 0; i < parts.length; i++) {
            values[i] = Float.parseFloat(parts[i]);
        }
        return values;
    }
}
