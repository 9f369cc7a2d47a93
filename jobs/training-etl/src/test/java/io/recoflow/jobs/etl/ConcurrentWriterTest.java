package io.recoflow.jobs.etl;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.testkit.SqlRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a writer at work in the source can and cannot do to a snapshot. Each range of a table is one statement, which sees
 * the rows as they were at one moment; different ranges and tables see different moments of the same run.
 *
 * <p>So a row that nobody touches during the run is in the snapshot exactly once. A row that is inserted, updated or
 * deleted meanwhile is there as it was at some moment of the run, or not at all, and counts as rejected where its customer
 * or product was not there yet or no longer. A row that moves to another key meanwhile may be missed, or be there under
 * both keys. No row is there that never was, none is there twice, and what is read is what is written and rejected. Two
 * changes that the writer made in one transaction may be there one without the other, where they are in different ranges.
 */
class ConcurrentWriterTest {

    private static final String COLUMNS = "customerNumber, productCode, productRating";

    /** The writer changes Q products of customers 126 to 150. */
    private static final String UNTOUCHED = "(customerNumber <= 125 OR productCode LIKE 'P%')";

    @RegisterExtension
    final TrainingEtlHarness etl = new TrainingEtlHarness();

    @Test
    void cannotLoseDoubleOrInventRows() throws Exception {
        long seed = System.nanoTime();
        System.out.println("ConcurrentWriterTest seed " + seed);
        LooseShop.createIn(etl);
        // Enough rows for several ranges, a task each.
        etl.sql(
                "INSERT INTO products SELECT CONCAT('Q', 1000 + seq), 'A car', 'Cars', '1:18', 'Vendor', 'A car.', 10,"
                        + " 9.99, 19.99 FROM seq_1_to_300",
                "INSERT INTO ratings SELECT customerNumber, productCode, 3 FROM customers CROSS JOIN products WHERE"
                        + " productCode LIKE 'Q%'",
                "ALTER TABLE ratings ADD PRIMARY KEY (customerNumber, productCode)");
        List<List<Object>> untouched =
                SqlRows.sorted(etl.query("SELECT " + COLUMNS + " FROM ratings WHERE " + UNTOUCHED));
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newSingleThreadExecutor();
        Writer writer = new Writer(new Random(seed), done);
        Future<Integer> changes = threads.submit(writer::changeUntilDone);
        Awaitility.await().until(() -> writer.changes > 100);

        ReportedRun run = etl.run("--read-partitions", "8", "--fetch-size", "50", "--max-rejected", "0.5");
        done.set(true);
        threads.shutdown();

        assertThat(changes.get()).as("changes of the writer, seed %d", seed).isGreaterThan(200);
        run.exits(0);
        assertThat(SqlRows.sorted(Lake.query("SELECT " + COLUMNS + " FROM "
                        + Lake.parquet(etl.lake().latest(Lake.TRAINING)) + " WHERE " + UNTOUCHED)))
                .isEqualTo(untouched);
        assertThat(etl.lake().training("count(*) - count(DISTINCT (customerNumber, productCode))"))
                .containsExactly(List.of(0L));
        // A rating of these was 3 at first, 4 or 5 by its product once updated, 2 once inserted: nothing else ever was.
        assertThat(etl.lake()
                        .training("count(*) FILTER (productCode LIKE 'Q%' AND productRating NOT IN"
                                + " (2, 3, 4 + right(productCode, 1)::INT % 2))"))
                .containsExactly(List.of(0L));
        assertThat(etl.lake().training("count(*)"))
                .containsExactly(List.of(run.balance().written()));
        assertThat(run.balance().rejected()).isZero();
    }

    /** Inserts, updates and deletes ratings of customers 126 to 150. */
    private final class Writer {

        private final Random random;
        private final AtomicBoolean done;
        private volatile int changes;

        Writer(Random random, AtomicBoolean done) {
            this.random = random;
            this.done = done;
        }

        int changeUntilDone() throws SQLException {
            try (Connection connection = etl.connect();
                    Statement statement = connection.createStatement()) {
                int made = 0;
                while (!done.get()) {
                    int customer = 126 + random.nextInt(25);
                    int number = 1_001 + random.nextInt(300);
                    String product = "'Q" + number + "'";
                    String ofOne = " WHERE customerNumber = " + customer + " AND productCode = " + product;
                    statement.execute(
                            switch (random.nextInt(3)) {
                                case 0 -> "UPDATE ratings SET productRating = " + (4 + number % 2) + ofOne;
                                case 1 -> "DELETE FROM ratings" + ofOne;
                                default -> "INSERT IGNORE INTO ratings VALUES (" + customer + ", " + product + ", 2)";
                            });
                    changes = ++made;
                }
                return made;
            }
        }
    }
}
