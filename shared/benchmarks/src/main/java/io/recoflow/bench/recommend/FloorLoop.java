package io.recoflow.bench.recommend;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.recoflow.runtime.report.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * The least that is possible with two polls of 200 ms: what is read goes on at once, with the same answer for all. The
 * server has as much to do as with the job: answers are as long, and both streams are read once more for an archive.
 */
final class FloorLoop implements Answerer {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
    private static final Duration ARCHIVE_POLL_INTERVAL = Duration.ofMillis(2_500);

    /** About the length of the job's answers: rows of the demo's lake are 2,280 bytes of JSON on average. */
    private static final int ANSWER_BYTES = 2_400;

    private static final String SIMILAR_ITEMS = "x".repeat(ANSWER_BYTES);

    /** The most that a PutRecords request may hold. */
    private static final int MOST_RECORDS = 500;

    @Override
    public String name() {
        return "floor";
    }

    @Override
    public Running start(ShopStreams streams, Path folder) {
        Loops loops = new Loops(streams.kinesis());
        shards(streams, ShopStreams.ACTIVITY).forEach(shard -> {
            loops.start(ShopStreams.ACTIVITY, shard, POLL_INTERVAL, loops::answer);
            loops.start(ShopStreams.ACTIVITY, shard, ARCHIVE_POLL_INTERVAL, records -> {});
        });
        shards(streams, ShopStreams.RECOMMENDATIONS)
                .forEach(
                        shard -> loops.start(ShopStreams.RECOMMENDATIONS, shard, ARCHIVE_POLL_INTERVAL, records -> {}));
        return loops;
    }

    private static List<String> shards(ShopStreams streams, String stream) {
        return streams.kinesis().listShards(request -> request.streamName(stream)).join().shards().stream()
                .map(Shard::shardId)
                .toList();
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Event(
            @JsonProperty("event_id") String id,
            @JsonProperty("event_time") String time) {}

    private static final class Loops implements Running {

        private final KinesisAsyncClient kinesis;
        private final List<Thread> threads = new ArrayList<>();
        private volatile boolean closed;
        private volatile @Nullable RuntimeException failure;

        Loops(KinesisAsyncClient kinesis) {
            this.kinesis = kinesis;
        }

        void start(String stream, String shard, Duration pollInterval, Consumer<List<Record>> reader) {
            Thread thread = new Thread(() -> run(stream, shard, pollInterval, reader), "floor-" + shard);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }

        @Override
        public void check() {
            RuntimeException problem = failure;
            if (problem != null) {
                throw new IllegalStateException("Records cannot be passed on: " + problem.getMessage(), problem);
            }
        }

        @Override
        public Optional<ProcessHandle> process() {
            return Optional.empty();
        }

        @Override
        public void close() throws InterruptedException {
            closed = true;
            for (Thread thread : threads) {
                thread.join();
            }
        }

        private void run(String stream, String shard, Duration pollInterval, Consumer<List<Record>> reader) {
            try {
                String iterator = kinesis.getShardIterator(request -> request.streamName(stream)
                                .shardId(shard)
                                .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                        .join()
                        .shardIterator();
                while (!closed) {
                    long next = System.nanoTime() + pollInterval.toNanos();
                    GetRecordsResponse page = records(iterator);
                    reader.accept(page.records());
                    iterator = page.nextShardIterator();
                    LockSupport.parkNanos(next - System.nanoTime());
                }
            } catch (RuntimeException e) {
                failure = e;
            }
        }

        private GetRecordsResponse records(String iterator) {
            return kinesis.getRecords(request -> request.shardIterator(iterator))
                    .join();
        }

        private void answer(List<Record> records) {
            for (int from = 0; from < records.size(); from += MOST_RECORDS) {
                put(records.subList(from, Math.min(records.size(), from + MOST_RECORDS)));
            }
        }

        private void put(List<Record> records) {
            List<PutRecordsRequestEntry> entries =
                    records.stream().map(Loops::entry).toList();
            int refused = kinesis.putRecords(request ->
                            request.streamName(ShopStreams.RECOMMENDATIONS).records(entries))
                    .join()
                    .failedRecordCount();
            if (refused > 0) {
                throw new IllegalStateException("the server refused " + refused);
            }
        }

        private static PutRecordsRequestEntry entry(Record record) {
            Event event = Json.read(record.data().asUtf8String(), Event.class);
            String json = "{\"event_id\":\"" + event.id() + "\",\"event_time\":\"" + event.time()
                    + "\",\"recommended_items\":[{\"id\":\"x\"}],\"similar_items\":\"" + SIMILAR_ITEMS + "\"}";
            return PutRecordsRequestEntry.builder()
                    .partitionKey(event.id())
                    .explicitHashKey(HashKey.of(event.id()))
                    .data(SdkBytes.fromUtf8String(json))
                    .build();
        }
    }
}
