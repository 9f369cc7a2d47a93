package io.recoflow.jobs.reviews;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.recoflow.local.dynamodb.Dynalite;
import io.recoflow.local.dynamodb.LocalTables;
import io.recoflow.local.kinesis.client.KinesisConnection;
import io.recoflow.shop.review.ReviewTable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A broker and a DynamoDB of this machine, with streams and tables for each test. */
final class ReviewServices implements AutoCloseable {

    private final ReviewStreams streams;
    private final Dynalite dynamoDb = Dynalite.start();
    private final LocalTables tables = LocalTables.at(dynamoDb.endpoint());

    private ReviewServices(ReviewStreams streams) {
        this.streams = streams;
    }

    static ReviewServices withKinesis() {
        return new ReviewServices(new KinesisStreams());
    }

    static ReviewServices withKafka() {
        return new ReviewServices(new KafkaStreams());
    }

    /** A review as it is put, by a key that tells its shard. */
    record Sent(String partitionKey, byte[] data) {

        static Sent of(String partitionKey, String data) {
            return new Sent(partitionKey, data.getBytes(UTF_8));
        }
    }

    /** The streams of a broker. */
    interface ReviewStreams extends AutoCloseable {

        /** A stream of two shards. */
        void create(String name);

        /** How the job finds them. */
        List<String> arguments();

        void put(String name, List<Sent> records);

        /** Makes one shard more: from now on, some keys go elsewhere. */
        void split(String name);

        @Override
        void close();
    }

    /** A stream of two shards and a table of this name, which nobody else uses. */
    String create() {
        String name = "reviews-" + UUID.randomUUID();
        streams.create(name);
        tables.create(name, ReviewTable.DESIGN);
        return name;
    }

    List<String> arguments(String name, String lake, String checkpoints) {
        return Stream.concat(
                        Stream.of(
                                "--reviews-stream",
                                name,
                                "--reviews-table",
                                name,
                                "--region",
                                KinesisConnection.LOCAL_REGION.id(),
                                "--dynamodb-endpoint",
                                dynamoDb.endpoint().toString(),
                                "--lake",
                                lake,
                                "--checkpoints",
                                checkpoints,
                                "--store-interval",
                                "200ms",
                                "--archive-interval",
                                "1s"),
                        streams.arguments().stream())
                .toList();
    }

    Dynalite dynamoDb() {
        return dynamoDb;
    }

    LocalTables tables() {
        return tables;
    }

    Map<String, Map<String, AttributeValue>> items(String name) {
        return tables.items(name, ReviewTable.KEY);
    }

    void put(String name, List<Sent> records) {
        streams.put(name, records);
    }

    /** Makes one shard more. */
    void split(String name) {
        streams.split(name);
    }

    @Override
    public void close() {
        streams.close();
        tables.close();
        dynamoDb.close();
    }
}
