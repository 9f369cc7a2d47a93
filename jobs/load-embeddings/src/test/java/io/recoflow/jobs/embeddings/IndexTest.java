package io.recoflow.jobs.embeddings;

import static io.recoflow.jobs.embeddings.Bundles.embedding;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.model.bundle.Embedding;
import io.recoflow.testkit.SqlRows;
import io.recoflow.testkit.documentation.PageCheck;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which index the queries of the documentation use. */
class IndexTest {

    private static final String FOR_A_USER = "SELECT i.id FROM user_emb u CROSS JOIN LATERAL (SELECT id FROM item_emb"
            + " ORDER BY embedding <#> u.embedding LIMIT 10) i WHERE u.id = 1";
    private static final String SIMILAR = "SELECT i.id FROM item_emb p CROSS JOIN LATERAL (SELECT id FROM item_emb"
            + " WHERE id <> p.id ORDER BY subvector(embedding, 1, 7)::vector(7) <=> subvector(p.embedding, 1, 7)::vector(7)"
            + " LIMIT 10) i WHERE p.id = 'S1'";

    @RegisterExtension
    final LoadEmbeddingsHarness load = new LoadEmbeddingsHarness();

    @Test
    void autoIndexesMoreThanTenThousandItemsAndTheQueriesUseIt() throws SQLException {
        String version = publish(10_001);

        assertThat(load.run().exits(0).out()).containsPattern("index +hnsw");

        assertThat(plan(FOR_A_USER)).contains("item_emb_" + version + "_recommended");
        assertThat(plan(SIMILAR)).contains("item_emb_" + version + "_similar");
        assertThat(load.query(FOR_A_USER)).hasSize(10);
        assertThat(load.query(SIMILAR)).hasSize(10);
    }

    @Test
    void autoIndexesNoTenThousandItems() throws SQLException {
        publish(10_000);
        assertThat(load.run().exits(0).out()).containsPattern("index +none");
        assertThat(plan(FOR_A_USER)).doesNotContain("_recommended");
        assertThat(load.query(FOR_A_USER)).hasSize(10);
    }

    @Test
    void hnswIndexesAny() throws SQLException {
        publish(50);
        assertThat(load.run("--index", "hnsw").exits(0).out()).containsPattern("index +hnsw");
        assertThat(load.query("SELECT count(*) FROM pg_indexes WHERE indexdef LIKE '%USING hnsw%'"))
                .containsExactly("2");
    }

    @Test
    void noneIndexesNothing() throws SQLException {
        publish(10_001);
        assertThat(load.run("--index", "none").exits(0).out()).containsPattern("index +none");
        assertThat(load.query("SELECT count(*) FROM pg_indexes WHERE indexdef LIKE '%USING hnsw%'"))
                .containsExactly("0");
    }

    /** Of rows on a curve an index finds many after a farther one. */
    @Test
    void thePagesWayToFilterFindsAsManyAsAreWantedInTheirOrder() throws SQLException {
        List<Embedding> curve = IntStream.range(0, 5_001)
                .mapToObj(i -> embedding(
                        (i % 50 == 0 ? "S18_" : "S10_") + i, (float) Math.cos(i / 5e3), (float) Math.sin(i / 5e3), 0))
                .toList();
        load.bundles().publish(3, curve, List.of(embedding("478", 1, 1, 0)));
        load.run("--index", "hnsw").exits(0);
        String page = PageCheck.of("jobs/load-embeddings/README.md").snippets("sql").stream()
                .filter(sql -> sql.contains("relaxed_order"))
                .findFirst()
                .orElseThrow();
        List<String> statements = List.of(page.split(";"));

        try (Connection connection = load.connect()) {
            connection.setAutoCommit(false);
            // Of so few rows, PostgreSQL would rather sort all that the filter leaves.
            SqlRows.execute(connection, statements.get(1), "SET LOCAL enable_sort = off");
            String query = statements.get(2);
            assertThat(String.join("\n", SqlRows.text(connection, "EXPLAIN " + query)))
                    .contains("_recommended");
            assertThat(SqlRows.text(connection, query))
                    .hasSize(10)
                    .isSortedAccordingTo(Comparator.comparing(IndexTest::score).reversed());
            // Approximate, but not cut off.
            assertThat(SqlRows.text(connection, query.replace("LIMIT 10", "LIMIT 101")))
                    .hasSizeBetween(95, 101);
        }
    }

    private static double score(String row) {
        return Double.parseDouble(row.substring(row.indexOf('|') + 1));
    }

    @Test
    void anotherChoiceIsRefused() {
        assertThat(load.run("--index", "ivfflat").error(2)).contains("Give --index one of auto, hnsw, none");
    }

    private String publish(int items) {
        long seed = System.nanoTime();
        System.out.println("Seed of the embeddings: " + seed);
        Random random = new Random(seed);
        List<Embedding> embeddings = IntStream.range(0, items)
                .mapToObj(i -> embedding("S" + i, random(random)))
                .toList();
        return load.bundles().publish(8, embeddings, List.of(embedding("1", random(random))));
    }

    private String plan(String sql) throws SQLException {
        return String.join("\n", load.query("EXPLAIN " + sql));
    }

    private static float[] random(Random random) {
        float[] values = new float[8];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
