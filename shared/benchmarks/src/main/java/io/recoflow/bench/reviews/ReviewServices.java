package io.recoflow.bench.reviews;

import io.recoflow.local.dynamodb.Dynalite;
import io.recoflow.local.dynamodb.LocalTables;
import io.recoflow.local.kinesis.Kinesalite;
import io.recoflow.local.kinesis.client.KinesisConnection;
import io.recoflow.local.kinesis.client.LocalStreams;
import io.recoflow.local.kinesis.client.StreamLocation;
import io.recoflow.shop.review.ReviewTable;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** A stream of two shards with reviews in it, and an empty table; of a Kinesis and a DynamoDB of their own. */
final class ReviewServices implements AutoCloseable {

    static final String NAME = "reviews";
    private static final int SHARDS = 2;
    private static final int MOST_RECORDS = 500;

    private final Kinesalite kinesis = Kinesalite.start();
    private final Dynalite dynamoDb = Dynalite.start();
    private final KinesisConnection stream = KinesisConnection.open(StreamLocation.local(kinesis.endpoint(), NAME));
    private final LocalTables tables = LocalTables.at(dynamoDb.endpoint());

    private ReviewServices() {}

    /** Starts them, and returns when all reviews are in the stream. */
    static ReviewServices with(int reviews) {
        ReviewServices services = new ReviewServices();
        LocalStreams.create(services.kinesis.endpoint(), List.of(NAME), SHARDS);
        services.tables.create(NAME, ReviewTable.DESIGN);
        for (int from = 0; from < reviews; from += MOST_RECORDS) {
            services.put(from, Math.min(reviews, from + MOST_RECORDS));
        }
        return services;
    }

    String kinesisEndpoint() {
        return kinesis.endpoint().toString();
    }

    String dynamoDbEndpoint() {
        return dynamoDb.endpoint().toString();
    }

    KinesisConnection stream() {
        return stream;
    }

    /** Puts that the table was asked for. */
    long puts() {
        return dynamoDb.counts().writes();
    }

    long items() {
        return tables.items(NAME, ReviewTable.KEY).size();
    }

    @Override
    public void close() {
        stream.close();
        tables.close();
        dynamoDb.close();
        kinesis.close();
    }

    private void put(int from, int to) {
        var answer = stream.client()
                .putRecords(request -> request.streamName(NAME)
                        .records(IntStream.range(from, to)
                                .mapToObj(i -> PutRecordsRequestEntry.builder()
                                        .partitionKey("R" + i)
                                        .data(SdkBytes.fromUtf8String(review(i)))
                                        .build())
                                .toList()))
                .join();
        if (answer.failedRecordCount() > 0) {
            throw new IllegalStateException("Kinesis did not take all reviews");
        }
    }

    /** Some 600 bytes. */
    private static String review(int i) {
        return "{\"review_id\":\"R" + i + "\",\"reviewer_id\":\"C" + i % 1_000 + "\",\"product_id\":\"P" + i % 110
                + "\",\"marketplace_id\":\"US\",\"star_rating\":" + (1 + i % 5) + ",\"review_title\":\"Number " + i
                + "\",\"review_text\":\"" + "As shown, and well made. ".repeat(15)
                + "\",\"review_date\":\"2021-11-19T10:00:00Z\",\"helpful_votes\":" + i % 7
                + ",\"verified_purchase\":" + (i % 3 > 0) + "}";
    }
}
