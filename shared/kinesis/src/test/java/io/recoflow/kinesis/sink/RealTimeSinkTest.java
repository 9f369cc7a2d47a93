package io.recoflow.kinesis.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.recoflow.kinesis.KinesisForeachWriter;
import io.recoflow.kinesis.KinesisSession;
import io.recoflow.kinesis.fake.FakeKinesis;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From one stream in memory to another in real-time mode, in a batch that does not end during a test. */
class RealTimeSinkTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Trigger LONG_BATCHES = Trigger.RealTime("1 hour");

    private final SparkSession spark = KinesisSession.get();
    private final FakeKinesis from = FakeKinesis.start(1);
    private final FakeKinesis to = FakeKinesis.start(1);
    private final Map<String, String> sink = Map.of("streamName", "orders", "endpoint", to.endpoint());
    private final Path folder;

    RealTimeSinkTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void recordsAreStoredWhileTheBatchRuns() throws Exception {
        StreamingQuery query = records().foreach(KinesisForeachWriter.of(sink)).start();
        try {
            put("a");
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(StoredRecords.of(to)).containsExactly("a=a"));

            put("b");
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(StoredRecords.of(to)).containsExactly("a=a", "b=b"));

            assertThat(query.recentProgress()).isEmpty();
        } finally {
            query.stop();
        }
    }

    @Test
    void sparkAdmitsTheForeachWriterOnly() {
        assertThatThrownBy(() -> records()
                        .format("recoflow-kinesis")
                        .options(sink)
                        .start()
                        .processAllAvailable())
                .hasMessageContaining("not in the sink allowlist for Real-Time Mode");
    }

    private DataStreamWriter<Row> records() {
        return spark.readStream()
                .format("recoflow-kinesis")
                .options(Map.of(
                        "streamName", "clicks",
                        "endpoint", from.endpoint(),
                        "pollInterval", "10ms",
                        "startingPosition", "TRIM_HORIZON"))
                .load()
                .select("data", "partitionKey")
                .writeStream()
                .option(
                        "checkpointLocation",
                        folder.resolve("checkpoint").toUri().toString())
                .outputMode("update")
                .trigger(LONG_BATCHES);
    }

    private void put(String text) {
        from.put(text, text.getBytes(StandardCharsets.UTF_8));
    }
}
