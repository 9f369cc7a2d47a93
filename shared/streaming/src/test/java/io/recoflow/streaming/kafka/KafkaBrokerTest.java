package io.recoflow.streaming.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.recoflow.local.kafka.LocalKafka;
import io.recoflow.local.kafka.LocalTopics;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.secret.Secret;
import io.recoflow.streaming.broker.Broker;
import io.recoflow.streaming.broker.BrokerContract;
import io.recoflow.streaming.broker.BrokerFailure;
import io.recoflow.streaming.broker.FailOnDataLoss;
import io.recoflow.streaming.broker.ReadPace;
import io.recoflow.streaming.broker.RecordColumns;
import io.recoflow.streaming.broker.StreamAddress;
import io.recoflow.streaming.broker.StreamRead;
import io.recoflow.testkit.TestSpark;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Console;

final class KafkaBrokerTest extends BrokerContract {

    private static final LocalKafka SERVER = LocalKafka.start();
    private static final LocalTopics TOPICS = LocalTopics.at(SERVER.servers());
    private static final SparkSession SPARK = TestSpark.session(Map.of());

    private final Path folder;
    private final List<Row> collected = new ArrayList<>();

    KafkaBrokerTest(@TempDir Path folder) {
        super(folder);
        this.folder = folder;
    }

    @AfterAll
    static void stop() {
        TOPICS.close();
        SERVER.close();
    }

    @Override
    protected Broker open() {
        return broker(FailOnDataLoss.TRUE);
    }

    @Override
    protected StreamAddress newStream() {
        StreamAddress topic = KafkaAddress.of("topic-" + UUID.randomUUID());
        TOPICS.create(topic.name(), 2);
        return topic;
    }

    @Override
    protected String latest() {
        return "LATEST";
    }

    @Override
    protected boolean isTold() {
        return false;
    }

    @Test
    void aTombstoneARecordWithoutAKeyOneWithHeadersAndAKeyOfAnyBytesAreRecords() throws Exception {
        StreamAddress topic = newStream();
        ProducerRecord<byte[], byte[]> withHeaders = record(topic, 0, "c", "3");
        withHeaders.headers().add("trace", bytes("1"));
        TOPICS.put(Stream.of(
                record(topic, 0, "a", null),
                record(topic, 0, null, "2"),
                withHeaders,
                new ProducerRecord<>(topic.name(), 0, new byte[] {(byte) 0xff, 'd'}, bytes("4"))));

        readAll(broker(FailOnDataLoss.TRUE), topic);

        assertThat(collected)
                .extracting(row -> row.<String>getAs(RecordColumns.PARTITION_KEY), KafkaBrokerTest::data)
                .containsExactly(tuple("a", ""), tuple("", "2"), tuple("c", "3"), tuple("\uFFFDd", "4"));
        assertThat(collected)
                .extracting(row -> row.<String>getAs(RecordColumns.SEQUENCE_NUMBER))
                .containsExactly("0", "1", "2", "3");
    }

    @Test
    void aPartitionThatIsAddedIsReadFromItsBeginning() throws Exception {
        StreamAddress topic = newStream();
        Broker broker = broker(FailOnDataLoss.TRUE);
        put(topic, 0, 0, 10);
        String settled = broker.settled("LATEST", topic);
        put(topic, 0, 10, 20);
        TOPICS.grow(topic.name(), 3);
        put(topic, 2, 20, 30);

        // It was added after the job's first start, before this query's, and amid it.
        readAll(broker, topic, settled);
        assertThat(numbers()).containsExactlyInAnyOrderElementsOf(range(10, 30));
        TOPICS.grow(topic.name(), 4);
        put(topic, 3, 30, 40);
        readAll(broker, topic, settled);

        assertThat(numbers()).containsExactlyInAnyOrderElementsOf(range(10, 40));
        assertThat(broker.openShards(topic)).isEqualTo(4);
    }

    @Test
    void aTimeIsSettledToTheOffsetsOfItsFirstRecords() throws Exception {
        StreamAddress topic = newStream();
        Broker broker = broker(FailOnDataLoss.TRUE);
        TOPICS.set(topic.name(), "message.timestamp.type", "CreateTime");
        Instant eight = Instant.parse("2026-11-20T08:00:00Z");
        TOPICS.put(IntStream.range(0, 10)
                .mapToObj(i -> new ProducerRecord<>(
                        topic.name(), 0, eight.plusSeconds(i).toEpochMilli(), bytes("k"), bytes(String.valueOf(i)))));

        String settled = broker.settled("at_timestamp 2026-11-20T08:00:07Z", topic);
        assertThat(settled).isEqualTo("AFTER_SEQUENCE_NUMBER {\"0\":\"6\",\"1\":\"-1\"}");
        readAll(broker, topic, settled);

        assertThat(numbers()).containsExactly(7, 8, 9);
        assertThat(collected.get(0).getTimestamp(6).toInstant()).isEqualTo(eight.plusSeconds(7));
    }

    @Test
    void recordsThatExpiredUnreadAreADataLossOrPassedOver() throws Exception {
        StreamAddress topic = newStream();
        put(topic, 0, 0, 10);
        readAll(broker(FailOnDataLoss.TRUE), topic);
        put(topic, 0, 10, 20);
        TOPICS.expire(topic.name(), 0, 15);

        assertThatThrownBy(() -> readAll(broker(FailOnDataLoss.TRUE), topic))
                .satisfies(failure -> assertThat(open().failure(failure)).hasValueSatisfying(found -> {
                    assertThat(found.kind()).isEqualTo(BrokerFailure.Kind.DATA_LOSS);
                    assertThat(found.message()).startsWith("records were gone before they were read");
                }));

        readAll(broker(FailOnDataLoss.FALSE), topic);
        assertThat(numbers())
                .containsAll(range(0, 10))
                .containsAll(range(15, 20))
                .doesNotHaveDuplicates();
    }

    @Test
    void aBatchThatFailedIsRepeatedWithItsRecordsAndTheQueryGoesOn() throws Exception {
        StreamAddress topic = newStream();
        put(topic, 0, 0, 10);
        List<List<Integer>> batches = new ArrayList<>();
        VoidFunction2<Dataset<Row>, Long> failing = (batch, id) -> {
            batches.add(numbers(batch.collectAsList()));
            throw new IllegalStateException("a full disk");
        };
        assertThatThrownBy(() -> start(open(), topic, "earliest", Trigger.AvailableNow(), failing)
                        .awaitTermination())
                .hasMessageContaining("a full disk");
        put(topic, 1, 10, 20);

        StreamingQuery again = start(
                open(),
                topic,
                "earliest",
                Trigger.ProcessingTime(0),
                (batch, id) -> batches.add(numbers(batch.collectAsList())));
        again.processAllAvailable();
        again.stop();

        assertThat(batches.get(1)).isEqualTo(batches.get(0)).containsExactlyElementsOf(range(0, 10));
        assertThat(batches.stream().skip(2).flatMap(List::stream)).containsExactlyElementsOf(range(10, 20));
    }

    @Test
    void aTopicThatIsMadeAnewWithFewerRecordsIsADataLoss() throws Exception {
        StreamAddress topic = newStream();
        put(topic, 0, 0, 10);
        readAll(open(), topic);
        TOPICS.delete(topic.name());
        TOPICS.create(topic.name(), 2);
        put(topic, 0, 10, 12);

        assertThatThrownBy(() -> readAll(open(), topic)).satisfies(failure -> assertThat(open().failure(failure))
                .hasValueSatisfying(found -> assertThat(found.kind()).isEqualTo(BrokerFailure.Kind.DATA_LOSS)));
    }

    @Test
    void aQueryTellsUntilWhenItHasDoneAllOnlyWhereNothingWaits() throws Exception {
        StreamAddress topic = newStream();
        put(topic, 0, 0, 10);
        Instant before = Instant.now();
        StreamingQuery query = start(open(), topic, "earliest", Trigger.ProcessingTime(0));
        query.processAllAvailable();
        assertThat(open().doneUntil(query.lastProgress()))
                .hasValueSatisfying(time -> assertThat(time).isBetween(before, Instant.now()));
        query.stop();
    }

    @Test
    void whoLogsInReadsAndWritesAndNothingShowsThePassword() throws Exception {
        StreamAddress topic = newStream();
        put(topic, 0, 0, 10);
        Broker broker = new KafkaBroker(login(SERVER.password()), FailOnDataLoss.TRUE);

        assertThat(broker.openShards(topic)).isEqualTo(2);
        StreamingQuery query = start(broker, topic, "earliest", Trigger.AvailableNow());
        query.awaitTermination();

        assertThat(numbers()).hasSize(10);
        assertThat(told(() -> query.explain(true)) + login(SERVER.password()))
                .contains("kafka")
                .doesNotContain(SERVER.password());
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isNotEmpty().allSatisfy(file -> assertThat(
                            new String(Files.readAllBytes(file), UTF_8))
                    .doesNotContain(SERVER.password()));
        }
    }

    @Test
    void aLoginThatIsRefusedAndServersThatAreNotThereAreFailuresOfTheBroker() {
        StreamAddress topic = newStream();
        Broker stranger = new KafkaBroker(login("a guess"), FailOnDataLoss.TRUE);

        assertThatThrownBy(() -> stranger.openShards(topic)).isInstanceOfSatisfying(JobException.class, failure -> {
            assertThat(failure.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
            assertThat(failure).hasMessageContaining("Authentication failed").hasMessageNotContaining("a guess");
        });
        assertThatThrownBy(() -> readAll(stranger, topic))
                .satisfies(failure -> assertThat(stranger.failure(failure)).isPresent());
    }

    @Test
    void aBacklogIsReadInBatchesThatExecutorsHaveRoomFor() throws Exception {
        StreamAddress topic = newStream();
        put(topic, 0, 0, 60_000);
        StreamingQuery query = start(open(), topic, "earliest", Trigger.AvailableNow());
        query.awaitTermination();

        assertThat(query.recentProgress()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(numbers()).doesNotHaveDuplicates().hasSize(60_000);
    }

    private static Broker broker(FailOnDataLoss failOnDataLoss) {
        return new KafkaBroker(new KafkaLocation(SERVER.servers(), Map.of()), failOnDataLoss);
    }

    private static KafkaLocation login(String password) {
        return new KafkaLocation(
                SERVER.serversWithLogin(),
                Map.of(
                        "security.protocol", new Secret("SASL_PLAINTEXT"),
                        "sasl.mechanism", new Secret("PLAIN"),
                        "sasl.jaas.config",
                                new Secret(
                                        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\""
                                                + LocalKafka.USER + "\" password=\"" + password + "\";")));
    }

    private void readAll(Broker broker, StreamAddress topic) throws Exception {
        readAll(broker, topic, broker.beginning());
    }

    /** From where the last one ended, if there was one. */
    private void readAll(Broker broker, StreamAddress topic, String position) throws Exception {
        start(broker, topic, position, Trigger.AvailableNow()).awaitTermination();
    }

    private StreamingQuery start(Broker broker, StreamAddress topic, String position, Trigger trigger)
            throws Exception {
        return start(broker, topic, position, trigger, (batch, id) -> collected.addAll(batch.collectAsList()));
    }

    private StreamingQuery start(
            Broker broker,
            StreamAddress topic,
            String position,
            Trigger trigger,
            VoidFunction2<Dataset<Row>, Long> store)
            throws Exception {
        return broker.read(
                        SPARK,
                        new StreamRead(topic, position, Optional.empty(), ReadPace.collecting(Duration.ofMillis(100))))
                .writeStream()
                .foreachBatch(store)
                .option("checkpointLocation", folder.resolve("own-checkpoint").toString())
                .trigger(trigger)
                .start();
    }

    private List<Integer> numbers() {
        return numbers(collected);
    }

    private static List<Integer> numbers(List<Row> rows) {
        return rows.stream().map(row -> Integer.valueOf(data(row))).toList();
    }

    private static String data(Row row) {
        return new String(row.<byte[]>getAs(RecordColumns.DATA), UTF_8);
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static void put(StreamAddress topic, int partition, int from, int to) {
        TOPICS.put(IntStream.range(from, to).mapToObj(i -> record(topic, partition, "k", String.valueOf(i))));
    }

    private static ProducerRecord<byte[], byte[]> record(
            StreamAddress topic, int partition, @Nullable String key, @Nullable String value) {
        return new ProducerRecord<>(
                topic.name(), partition, key == null ? null : bytes(key), value == null ? null : bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String told(Runnable action) {
        // What Spark prints, it prints by Scala's console.
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Console.withOut(new PrintStream(said, true, UTF_8), () -> {
            action.run();
            return null;
        });
        return said.toString(UTF_8);
    }
}
