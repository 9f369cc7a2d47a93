package io.recoflow.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recoflow.jobs.train.data.ReviewCounts;
import io.recoflow.jobs.train.data.ReviewRatings;
import io.recoflow.jobs.train.data.TrainingData;
import io.recoflow.jobs.train.data.TrainingDataReader;
import io.recoflow.lake.hourly.BatchId;
import io.recoflow.lake.hourly.HourlyTable;
import io.recoflow.model.evaluation.Rating;
import io.recoflow.runtime.report.Console;
import io.recoflow.runtime.secret.Redactor;
import io.recoflow.shop.TableColumn;
import io.recoflow.shop.review.StoredReview;
import io.recoflow.testkit.JobRun;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/** What becomes of the lake's reviews with {@code --with-reviews}. */
class LearnedReviewsTest {

    private static final Instant EIGHT = Instant.parse("2026-11-20T08:00:00Z");

    private final Path folder;
    private final Path artifacts;
    private final TestLake lake;

    LearnedReviewsTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.artifacts = folder.resolve("artifacts");
        this.lake = new TestLake(TrainModelHarness.session(), folder.resolve("lake"), 3);
        lake.write();
    }

    @Test
    void theStarsOfVerifiedPurchasesAreRatingsAndACustomersOwnRatingStands() {
        TrainingData shop = shop();
        Rating own = shop.ratings().get(0);
        String customer = customer(shop, own.customer());
        int stars = own.rating() == 1 ? 5 : 1;
        // Nobody has rated the last products.
        write(
                review("R1", "C" + customer, "S029", 4, true, 0, "9"),
                // The same again, edited: in the same millisecond, so that the number tells.
                review("R1", "C" + customer, "S029", 2, true, 0, "10"),
                review("R2", "C" + customer, "S028", 3, true, 0, "11"),
                review("R3", "C" + customer, "S028", 5, true, 60, "12"),
                review("R4", "C" + customer, code(shop, own.item()), stars, true, 0, "13"),
                review("R5", "C" + customer, "S027", 5, false, 0, "14"),
                review("R6", "C" + customer, "S027", 5, null, 0, "15"),
                // It was one, and is none since it was edited.
                review("R7", "C" + customer, "S027", 5, true, 0, "16"),
                review("R7", "C" + customer, "S027", 5, false, 60, "17"),
                review("R8", "C9999", "S029", 5, true, 0, "18"),
                review("R9", customer, "S027", 5, true, 0, "19"),
                review("R10", "C" + customer, "no-such", 5, true, 0, "20"));

        ReviewRatings.Added added = new ReviewRatings(TrainModelHarness.session(), lake.uri(), "C").to(shop);

        assertThat(added.counts()).isEqualTo(new ReviewCounts(0, 10, 2, 3, 1, 2, 1, 1));
        List<Rating> others = new ArrayList<>(added.data().ratings());
        others.removeAll(shop.ratings());
        assertThat(others)
                .extracting(
                        rating -> customer(shop, rating.customer()),
                        rating -> code(shop, rating.item()),
                        Rating::rating)
                .containsExactly(tuple(customer, "S028", 5.0), tuple(customer, "S029", 2.0));
        assertThat(added.data().ratings()).containsAll(shop.ratings()).isSortedAccordingTo(Rating.ORDER);
    }

    @Test
    void aRunSaysWhatItHasLearnedFromReviewsAndWithoutTheOptionTheyPlayNoPart() throws IOException {
        List<Row> reviews = Stream.iterate(0, i -> i + 1)
                .limit(TestLake.CUSTOMERS)
                .map(i -> review("R" + i, String.valueOf(100 + i), "S029", i % 3 == 2 ? 5 : 1, true, 0, "1" + i))
                .toList();
        write(reviews.toArray(Row[]::new));
        JobRun without = launch("none.json", "--dry-run").exits(0);
        assertThat(without.out()).doesNotContain("eviews");

        JobRun plan = launch("none.json", "--with-reviews", "--dry-run").exits(0);
        assertThat(plan.out()).contains(", with the ratings of 120 reviews (version 0 of the lake's): ");

        JobRun with = launch("with.json", "--with-reviews").exits(0);
        assertThat(with.out())
                .contains(
                        "Reviews of version 0: 120 = 120 used + 0 not verified + 0 superseded + 0 of unknown customers"
                                + " + 0 of unknown products + 0 rated in the shop");
        assertThat(report("with.json").path("reviews").path("used").asInt()).isEqualTo(120);
        assertThat(TrainModelHarness.latest(artifacts).manifest().producer())
                .endsWith(", with the ratings of 120 reviews (version 0 of the lake's)");
    }

    @Test
    void aLakeWithoutReviewsIsTold() throws IOException {
        JobRun run = launch("report.json", "--with-reviews").exits(5);

        assertThat(run.err()).contains("No reviews to learn from", "reviews is missing", "or leave --with-reviews out");
        assertThat(report("report.json").path("outcome").asText()).isEqualTo("FAILED");
    }

    @Test
    void aPrefixAloneIsAProblem() {
        assertThat(TrainModelHarness.launch("--lake", "/l", "--artifacts", "/a", "--reviewer-prefix", "C")
                        .exits(2)
                        .err())
                .contains("Cannot use --reviewer-prefix alone");
    }

    private TrainingData shop() {
        TrainingDataReader reader = TrainingDataReader.open(
                TrainModelHarness.session(), lake.uri(), new Console(System.out, System.err, new Redactor()));
        return reader.read(reader.snapshot(Optional.empty()));
    }

    private static String customer(TrainingData data, int place) {
        return data.customers().get(place).id();
    }

    private static String code(TrainingData data, int place) {
        return data.items().get(place).id();
    }

    private JobRun launch(String report, String... more) {
        return TrainModelHarness.launch(Stream.concat(
                        Stream.of(
                                "--lake",
                                lake.uri(),
                                "--artifacts",
                                artifacts.toUri().toString(),
                                "--report",
                                folder.resolve(report).toUri().toString(),
                                "--publish",
                                "always",
                                "--dimension",
                                "4",
                                "--max-sweeps",
                                "2"),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private JsonNode report(String name) throws IOException {
        return new JsonMapper().readTree(folder.resolve(name).toFile());
    }

    private void write(Row... reviews) {
        var session = TrainModelHarness.session();
        new HourlyTable(
                        session,
                        lake.uri().replaceFirst("/$", "") + "/" + StoredReview.TABLE,
                        "ingestion_timestamp",
                        List.of("stream_name", "shard_id", "sequence_number", "sub_sequence_number"))
                .append(
                        session.createDataFrame(
                                List.of(reviews), StructType.fromDDL(TableColumn.ddl(StoredReview.class))),
                        new BatchId("test", 0));
    }

    private static Row review(
            String id,
            String reviewer,
            String product,
            int stars,
            @Nullable Boolean verified,
            int second,
            String number) {
        Timestamp time = Timestamp.from(EIGHT.plusSeconds(second));
        return RowFactory.create(
                id,
                reviewer,
                product,
                "US",
                stars,
                null,
                null,
                time,
                null,
                null,
                verified,
                CollectionConverters.asScala(Map.of()),
                time,
                "reviews",
                "0",
                number,
                0L);
    }
}
