package io.recoflow.jobs.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.local.kinesis.Kinesalite;
import io.recoflow.local.kinesis.client.LocalStreams;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** The two streams on a Kinesis of this machine, as the shop sees them. */
final class ActivityStreams implements AutoCloseable {

    static final String ACTIVITY = "user-activity";
    static final String RECOMMENDATIONS = "recommendations";
    static final String REGION = "us-east-1";
    static final int SHARDS = 2;

    private static final int MOST_RECORDS = 500;

    private final Kinesalite server;
    private final KinesisAsyncClient kinesis;

    private ActivityStreams(Kinesalite server, KinesisAsyncClient kinesis) {
        this.server = server;
        this.kinesis = kinesis;
    }

    static ActivityStreams start() {
        Kinesalite server = Kinesalite.start();
        KinesisAsyncClient kinesis = KinesisAsyncClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.of(REGION))
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .protocol(Protocol.HTTP1_1)
                        .connectionMaxIdleTime(Duration.ofSeconds(2)))
                .build();
        LocalStreams.create(server.endpoint(), List.of(ACTIVITY, RECOMMENDATIONS), SHARDS);
        return new ActivityStreams(server, kinesis);
    }

    URI endpoint() {
        return server.endpoint();
    }

    /** Events of one session, named by their numbers. */
    static List<byte[]> events(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> ("{\"event_id\":\"e" + i + "\",\"session_id\":\"s\",\"city\":\"Paris\"}")
                        .getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    void put(List<byte[]> records) {
        put(ACTIVITY, records);
    }

    /** What another job may have published. */
    void publish(List<byte[]> records) {
        put(RECOMMENDATIONS, records);
    }

    /** Deletes a stream and makes another of its name. */
    void makeAnew(String stream) {
        kinesis.deleteStream(request -> request.streamName(stream)).join();
        Awaitility.await()
                .until(() -> !kinesis.listStreams().join().streamNames().contains(stream));
        LocalStreams.create(server.endpoint(), List.of(stream), SHARDS);
    }

    /** From now on, Kinesis does not answer, or does again. */
    void answers(boolean answers) throws Exception {
        String port = String.valueOf(server.endpoint().getPort());
        ProcessHandle process = ProcessHandle.current()
                .children()
                .filter(each ->
                        each.info().arguments().map(List::of).orElse(List.of()).contains(port))
                .findFirst()
                .orElseThrow();
        Process signal = new ProcessBuilder("kill", answers ? "-CONT" : "-STOP", String.valueOf(process.pid())).start();
        assertThat(signal.waitFor()).isZero();
    }

    private void put(String stream, List<byte[]> records) {
        for (int from = 0; from < records.size(); from += MOST_RECORDS) {
            List<PutRecordsRequestEntry> entries = IntStream.range(from, Math.min(records.size(), from + MOST_RECORDS))
                    .mapToObj(i -> PutRecordsRequestEntry.builder()
                            .partitionKey("key-" + i)
                            .data(SdkBytes.fromByteArray(records.get(i)))
                            .build())
                    .toList();
            var answer = kinesis.putRecords(
                            request -> request.streamName(stream).records(entries))
                    .join();
            if (answer.failedRecordCount() > 0) {
                throw new IllegalStateException("Not all records were taken");
            }
        }
    }

    void put(String... records) {
        put(List.of(records).stream()
                .map(record -> record.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    /** Splits the first open shard of the activity in halves. */
    void split() {
        Shard shard = kinesis.listShards(request -> request.streamName(ACTIVITY)).join().shards().stream()
                .filter(each -> each.sequenceNumberRange().endingSequenceNumber() == null)
                .findFirst()
                .orElseThrow();
        var start = new BigInteger(shard.hashKeyRange().startingHashKey());
        var end = new BigInteger(shard.hashKeyRange().endingHashKey());
        kinesis.splitShard(request -> request.streamName(ACTIVITY)
                        .shardToSplit(shard.shardId())
                        .newStartingHashKey(
                                start.add(end).shiftRight(1).add(BigInteger.ONE).toString()))
                .join();
        Awaitility.await().until(() -> isActive(ACTIVITY));
    }

    /** Everything that was published so far. */
    List<String> published() {
        return shards(RECOMMENDATIONS)
                .flatMap(shard -> records(RECOMMENDATIONS, shard).stream())
                .map(record -> record.data().asUtf8String())
                .toList();
    }

    /** The number of each shard's last record. */
    Map<String, String> lastSequenceNumbers(String stream) {
        return shards(stream).collect(Collectors.toMap(Function.identity(), shard -> {
            List<Record> records = records(stream, shard);
            return records.get(records.size() - 1).sequenceNumber();
        }));
    }

    private Stream<String> shards(String stream) {
        return kinesis.listShards(request -> request.streamName(stream)).join().shards().stream()
                .map(Shard::shardId);
    }

    /** Where each shard of the answers begins, as the shop asks for it. */
    List<String> iterators() {
        return shards(RECOMMENDATIONS)
                .map(shard -> iterator(RECOMMENDATIONS, shard))
                .toList();
    }

    private String iterator(String stream, String shard) {
        return kinesis.getShardIterator(request ->
                        request.streamName(stream).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .join()
                .shardIterator();
    }

    private List<Record> records(String stream, String shard) {
        List<Record> records = new ArrayList<>();
        String iterator = iterator(stream, shard);
        while (true) {
            String here = iterator;
            GetRecordsResponse page =
                    kinesis.getRecords(request -> request.shardIterator(here)).join();
            if (page.records().isEmpty()) {
                return records;
            }
            records.addAll(page.records());
            iterator = page.nextShardIterator();
        }
    }

    @Override
    public void close() {
        kinesis.close();
        server.close();
    }

    private boolean isActive(String name) {
        return kinesis.describeStreamSummary(request -> request.streamName(name))
                        .join()
                        .streamDescriptionSummary()
                        .streamStatus()
                == StreamStatus.ACTIVE;
    }
}
