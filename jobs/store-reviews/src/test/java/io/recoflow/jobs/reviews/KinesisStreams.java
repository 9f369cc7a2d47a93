package io.recoflow.jobs.reviews;

import io.recoflow.jobs.reviews.ReviewServices.ReviewStreams;
import io.recoflow.jobs.reviews.ReviewServices.Sent;
import io.recoflow.local.kinesis.Kinesalite;
import io.recoflow.local.kinesis.client.KinesisConnection;
import io.recoflow.local.kinesis.client.LocalStreams;
import io.recoflow.local.kinesis.client.StreamLocation;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** Of a Kinesis of this machine. */
final class KinesisStreams implements ReviewStreams {

    private static final int MOST_RECORDS = 500;

    private final Kinesalite kinesis = Kinesalite.start();
    private final KinesisConnection connection =
            KinesisConnection.open(StreamLocation.local(kinesis.endpoint(), "reviews"));

    @Override
    public void create(String name) {
        LocalStreams.create(kinesis.endpoint(), List.of(name), 2);
    }

    @Override
    public List<String> arguments() {
        return List.of("--aws-endpoint", kinesis.endpoint().toString());
    }

    @Override
    public void put(String name, List<Sent> records) {
        for (int from = 0; from < records.size(); from += MOST_RECORDS) {
            List<PutRecordsRequestEntry> entries = IntStream.range(from, Math.min(records.size(), from + MOST_RECORDS))
                    .mapToObj(i -> PutRecordsRequestEntry.builder()
                            .partitionKey(records.get(i).partitionKey())
                            .data(SdkBytes.fromByteArray(records.get(i).data()))
                            .build())
                    .toList();
            var answer = client().putRecords(request -> request.streamName(name).records(entries))
                    .join();
            if (answer.failedRecordCount() > 0) {
                throw new IllegalStateException("Not all records were taken");
            }
        }
    }

    /** Splits the first open shard in halves. */
    @Override
    public void split(String name) {
        Shard shard = client().listShards(request -> request.streamName(name)).join().shards().stream()
                .filter(each -> each.sequenceNumberRange().endingSequenceNumber() == null)
                .findFirst()
                .orElseThrow();
        var start = new BigInteger(shard.hashKeyRange().startingHashKey());
        var end = new BigInteger(shard.hashKeyRange().endingHashKey());
        client().splitShard(request -> request.streamName(name)
                        .shardToSplit(shard.shardId())
                        .newStartingHashKey(
                                start.add(end).shiftRight(1).add(BigInteger.ONE).toString()))
                .join();
        Awaitility.await()
                .until(() -> client().describeStreamSummary(request -> request.streamName(name))
                                .join()
                                .streamDescriptionSummary()
                                .streamStatus()
                        == StreamStatus.ACTIVE);
    }

    @Override
    public void close() {
        connection.close();
        kinesis.close();
    }

    private KinesisAsyncClient client() {
        return connection.client();
    }
}
