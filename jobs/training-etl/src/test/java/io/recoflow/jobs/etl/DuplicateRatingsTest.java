package io.recoflow.jobs.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Of several ratings of one customer and product, every run keeps the same. */
class DuplicateRatingsTest {

    @RegisterExtension
    final TrainingEtlHarness etl = new TrainingEtlHarness();

    @RepeatedTest(3)
    void keepTheLowestAcceptableRatingInWhateverOrderTheyWereInserted() throws SQLException {
        long seed = System.nanoTime();
        LooseShop.createIn(etl);
        etl.sql("TRUNCATE ratings");
        List<String> rows = new ArrayList<>(List.of(
                "(101, 'P101', 4)",
                "(101, 'P101', 2)",
                "(101, 'P101', 5)",
                // One is out of range, and must not take the place of a good one.
                "(102, 'P101', 0)",
                "(102, 'P101', 3)",
                "(103, 'P101', NULL)",
                "(103, 'P101', 9)",
                "(103, 'P101', 1)",
                "(103, 'P101', 1)",
                "(104, 'P101', 7)",
                "(104, 'P101', 8)",
                // Neither is a pair, and the second product is none.
                "(NULL, 'P101', 3)",
                "(NULL, 'P101', 3)",
                "(105, 'none', 3)",
                "(105, 'none', 3)",
                "(106, 'P101', 5)",
                "(106, 'P102', 5)"));
        Collections.shuffle(rows, new Random(seed));
        etl.sql("INSERT INTO ratings VALUES " + String.join(", ", rows));

        ReportedRun run = etl.run("--max-rejected", "1").exits(0);

        assertThat(etl.lake().training("customerNumber, productCode, productRating"))
                .as("seed %d", seed)
                .containsExactlyInAnyOrder(
                        List.of(101L, "P101", 2L),
                        List.of(102L, "P101", 3L),
                        List.of(103L, "P101", 1L),
                        List.of(106L, "P101", 5L),
                        List.of(106L, "P102", 5L));
        assertThat(run.balance()).as("seed %d", seed).isEqualTo(new ReportedRun.Balance(17, 5, 12));
        assertThat(run.broke("one_row_per_customer_and_product")).isEqualTo(4);
        assertThat(run.broke("rating_from_1_to_5")).isEqualTo(5);
    }
}
