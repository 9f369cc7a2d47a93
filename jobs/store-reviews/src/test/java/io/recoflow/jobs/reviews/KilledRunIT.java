package io.recoflow.jobs.reviews;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recoflow.jobs.reviews.store.ReviewTables;
import io.recoflow.local.dynamodb.Dynalite;
import io.recoflow.local.dynamodb.Faults;
import io.recoflow.local.submit.SubmittedJob;
import io.recoflow.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A busy table, a stream that is split, a job that is killed again and again: the reviews are all there, and right. {@code
 * -Dkills=20 -Dreviews=50000} is the long form, {@code -Dbroker=kafka} that of one broker.
 */
final class KilledRunIT {

    private static final int KILLS = Integer.getInteger("kills", 1);
    private static final int MOST_MILLIS_ALIVE = 4_000;
    private static final int ENDS = 30;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Path folder;
    private final ReviewTables tables;

    KilledRunIT(@TempDir Path folder) {
        this.folder = folder;
        this.tables = ReviewTables.in(TestSession.session(), uri("lake"));
    }

    enum Broker {
        KINESIS(3_000),
        KAFKA(1_000);

        private final int reviews;

        Broker(int reviews) {
            this.reviews = Integer.getInteger("reviews", reviews);
        }
    }

    static Stream<Broker> brokers() {
        String one = System.getProperty("broker");
        return Stream.of(Broker.values())
                .filter(broker -> one == null || broker.name().equalsIgnoreCase(one));
    }

    @ParameterizedTest
    @MethodSource("brokers")
    void whatIsStoredIsWhatWasSentAndAReplayChangesNoItem(Broker broker) throws Exception {
        long seed = Seeds.next("KilledRunIT");
        Random random = new Random(seed);
        SentReviews sent = new SentReviews(seed);
        try (ReviewServices services =
                broker == Broker.KINESIS ? ReviewServices.withKinesis() : ReviewServices.withKafka()) {
            String name = services.create();
            services.dynamoDb().set(Faults.of(seed, 0.3, 0.05));
            for (int kill = 0; kill <= KILLS; kill++) {
                int before = services.items(name).size();
                try (SubmittedJob job = JobJar.start(arguments(services, name, "checkpoints"))) {
                    services.put(name, sent.next(broker.reviews / (KILLS + 1)));
                    if (kill == KILLS) {
                        services.put(name, sent.next(broker.reviews - sent.records()));
                        awaitStored(services, name, sent, job);
                        job.terminate();
                        job.end(LIMIT);
                    } else {
                        job.require(
                                "it stored something",
                                () -> services.items(name).size() > before,
                                LIMIT);
                        long end = System.nanoTime() + random.nextInt(MOST_MILLIS_ALIVE) * 1_000_000L;
                        assertThat(job.await(() -> System.nanoTime() > end, LIMIT, Duration.ofMillis(1)))
                                .isEqualTo(SubmittedJob.Outcome.CONDITION_MET);
                        job.kill();
                    }
                }
                if (kill == KILLS / 2) {
                    services.split(name);
                }
            }
            Dynalite.Counts counts = services.dynamoDb().set(Faults.NONE);
            Map<String, Map<String, AttributeValue>> stored = services.items(name);
            check(seed, sent, stored);
            System.out.printf(
                    "KilledRunIT %s: %d records sent, %d reviews, %d broken; %d items; %d puts, %d throttled, %d not answered%n",
                    broker,
                    sent.records(),
                    sent.newest().size(),
                    sent.broken(),
                    stored.size(),
                    counts.writes(),
                    counts.throttled(),
                    counts.unanswered());

            List<String> replay = new ArrayList<>(arguments(services, name, "checkpoints-of-the-replay"));
            replay.addAll(List.of("--report", uri("replay.json")));
            try (SubmittedJob job = JobJar.start(replay)) {
                // Behind all others in each shard.
                services.put(
                        name,
                        IntStream.range(0, ENDS)
                                .mapToObj(i -> ReviewServices.Sent.of("end-" + i, "the end"))
                                .toList());
                job.require("the replay is over", () -> rejected() == sent.broken() + ENDS, LIMIT);
                job.terminate();
                job.end(LIMIT);
            }
            assertThat(services.items(name)).as("seed %d", seed).isEqualTo(stored);
            check(seed, sent, stored);
            JsonNode told =
                    new JsonMapper().readTree(folder.resolve("replay.json").toFile());
            assertThat(told.path("in").asLong()).as(told.toString()).isEqualTo(sent.records() + ENDS);
            assertThat(told.path("stored").asLong())
                    .as(told.toString())
                    .isEqualTo(sent.newest().size());
            assertThat(told.path("rejected").asLong()).as(told.toString()).isEqualTo(sent.broken() + ENDS);
            assertThat(told.path("superseded").asLong())
                    .as(told.toString())
                    .isEqualTo(sent.records() - sent.newest().size() - sent.broken());
        }
    }

    @Test
    void theJarHoldsWhatThePlatformsLackAndNothingThatTheyBring() throws IOException {
        try (JarFile jar = new JarFile(JobJar.file().toFile())) {
            assertThat(jar.stream().map(entry -> entry.getName()))
                    .contains(
                            "io/recoflow/jobs/reviews/StoreReviews.class",
                            "io/recoflow/shaded/software/amazon/awssdk/services/kinesis/KinesisAsyncClient.class",
                            "io/recoflow/shaded/software/amazon/awssdk/services/dynamodb/DynamoDbAsyncClient.class",
                            "org/apache/spark/sql/kafka010/KafkaSourceProvider.class",
                            "org/apache/kafka/clients/consumer/KafkaConsumer.class")
                    .noneMatch(
                            name -> name.matches(
                                    "(org/apache/spark(?!/(sql/)?kafka010/)|org/apache/hadoop|scala|io/delta|io/netty"
                                            + "|com/fasterxml|com/codahale|org/slf4j|io/recoflow/local|software/amazon)/.*[^/]"));
        }
    }

    private void awaitStored(ReviewServices services, String name, SentReviews sent, SubmittedJob job) {
        Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            assertThat(job.isAlive()).as(job.err()).isTrue();
            assertThat(texts(services.items(name))).isEqualTo(sent.newest());
            assertThat(archived()).isEqualTo(sent.records() - sent.broken());
            assertThat(rejected()).isEqualTo(sent.broken());
        });
    }

    /** By count and by content; of each version once in the lake. */
    private void check(long seed, SentReviews sent, Map<String, Map<String, AttributeValue>> stored) {
        assertThat(texts(stored)).as("seed %d", seed).isEqualTo(sent.newest());
        assertThat(tables.reviews().read().count()).as("seed %d", seed).isEqualTo(sent.records() - sent.broken());
        assertThat(tables.reviews().read().select("review_text").distinct().count())
                .as("seed %d", seed)
                .isEqualTo(sent.records() - sent.broken());
    }

    private static Map<String, String> texts(Map<String, Map<String, AttributeValue>> items) {
        return items.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, item -> Objects.requireNonNull(
                        item.getValue().get("review_text"))
                .s()));
    }

    private List<String> arguments(ReviewServices services, String name, String checkpoints) {
        return services.arguments(name, uri("lake"), uri(checkpoints));
    }

    private long archived() {
        return tables.reviews().exists() ? tables.reviews().read().count() : 0;
    }

    private long rejected() {
        return tables.rejected().exists() ? tables.rejected().read().count() : 0;
    }

    private String uri(String part) {
        return folder.resolve(part).toUri().toString();
    }
}
