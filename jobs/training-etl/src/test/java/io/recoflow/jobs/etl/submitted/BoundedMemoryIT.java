package io.recoflow.jobs.etl.submitted;

import static io.recoflow.jobs.etl.submitted.DiskLake.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recoflow.local.database.EmbeddedMariaDb;
import io.recoflow.local.submit.SparkSubmit;
import io.recoflow.local.submit.SubmittedJob;
import io.recoflow.testkit.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many more rows than memory: the driver's heap is 1 GiB, and a third of the rows belong to 1 % of the customers. */
class BoundedMemoryIT {

    private static final int PRODUCTS = 50_000;
    private static final int HEAVY_CUSTOMERS = 33;
    private static final int LIGHT_CUSTOMERS = 3_350;
    private static final int RATINGS_OF_A_LIGHT_CUSTOMER = 1_000;
    private static final long RATINGS =
            (long) HEAVY_CUSTOMERS * PRODUCTS + (long) LIGHT_CUSTOMERS * RATINGS_OF_A_LIGHT_CUSTOMER;

    private static EmbeddedMariaDb server;
    private static ShopDatabase shop;

    @BeforeAll
    static void fillTheShop() throws SQLException {
        server = EmbeddedMariaDb.start();
        shop = ShopDatabase.createIn(server, "shop");
        // Copies of one customer and one product, and ratings in the order of the key: seconds instead of minutes.
        shop.execute(
                "DROP TABLE ratings",
                "CREATE TABLE ratings (customerNumber int NOT NULL, productCode varchar(15) NOT NULL,"
                        + " productRating int NOT NULL, PRIMARY KEY (customerNumber, productCode))",
                "CREATE TABLE customer LIKE customers",
                "INSERT INTO customer SELECT * FROM customers LIMIT 1",
                "CREATE TABLE product LIKE products",
                "INSERT INTO product SELECT * FROM products LIMIT 1",
                "INSERT INTO customers SELECT 1000000 + seq, customerName, contactLastName, contactFirstName, phone,"
                        + " addressLine1, addressLine2, city, state, postalCode, country, salesRepEmployeeNumber,"
                        + " creditLimit FROM seq_1_to_" + (HEAVY_CUSTOMERS + LIGHT_CUSTOMERS) + " JOIN customer",
                "INSERT INTO products SELECT CONCAT('P', LPAD(seq, 8, '0')), productName, productLine, productScale,"
                        + " productVendor, productDescription, quantityInStock, buyPrice, MSRP FROM seq_1_to_"
                        + PRODUCTS + " JOIN product",
                ratings(1, HEAVY_CUSTOMERS, PRODUCTS),
                ratings(HEAVY_CUSTOMERS + 1, HEAVY_CUSTOMERS + LIGHT_CUSTOMERS, RATINGS_OF_A_LIGHT_CUSTOMER));
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void fiveMillionRatingsPassThroughAHeapOfOneGibibyte(@TempDir Path directory) throws IOException {
        DiskLake lake = new DiskLake(directory.resolve("lake"));
        AtomicLong peakKibibytes = new AtomicLong();
        long start = System.nanoTime();
        try (SubmittedJob job = shop.job(lake.root())
                .sparkOption("--driver-java-options", "-XX:+UseG1GC")
                .sparkOption("--driver-memory", "1g", "--master", "local[2]")
                .start()) {
            await().atMost(Duration.ofMinutes(8))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        peakKibibytes.accumulateAndGet(peakOf(job.pid()), Math::max);
                        return !job.isAlive();
                    });
            SparkSubmit.Result result = job.end(Duration.ofMinutes(1));
            System.out.printf(
                    "%,d ratings in %d s, at most %,d MiB of memory in use%n%s%n",
                    RATINGS,
                    Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                    peakKibibytes.get() / 1024,
                    result.out());
            assertThat(result.exitCode()).as(result.err()).isZero();
        }
        assertThat(lake.latest(TRAINING).get("rows").asLong()).isEqualTo(RATINGS);
        assertThat(DuckDb.rows("SELECT count(*), count(DISTINCT customerNumber) FROM "
                        + DiskLake.parquet(lake.latestFolder(TRAINING))))
                .containsExactly(RATINGS + "|" + (HEAVY_CUSTOMERS + LIGHT_CUSTOMERS));
        // The heap, and what every Java process has besides.
        assertThat(peakKibibytes.get()).isBetween(300L << 10, 1_800L << 10);
    }

    private static String ratings(int fromCustomer, int toCustomer, int each) {
        return "INSERT INTO ratings SELECT 1000000 + c.seq, CONCAT('P', LPAD(p.seq, 8, '0')), 1 + (c.seq + p.seq) % 5"
                + " FROM seq_" + fromCustomer + "_to_" + toCustomer + " c STRAIGHT_JOIN seq_1_to_" + each + " p";
    }

    /** The most physical memory that a process had so far, or 0 where it is gone. */
    private static long peakOf(long process) {
        try {
            return Files.readAllLines(Path.of("/proc/" + process + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException ended) {
            return 0;
        }
    }
}
