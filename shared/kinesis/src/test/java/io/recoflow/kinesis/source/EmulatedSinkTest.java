package io.recoflow.kinesis.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.kinesis.KinesisSession;
import io.recoflow.local.kinesis.Kinesalite;
import io.recoflow.local.kinesis.KinesisLocal;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the sink sends to a Kinesis server, the source reads there. */
final class EmulatedSinkTest {

    private static final int RECORDS = 600;

    @Test
    void kinesaliteTakesEveryRecordWithItsKey() throws Exception {
        try (Kinesalite server = Kinesalite.start()) {
            takesEveryRecordWithItsKey(server.endpoint(), "CAST(id AS STRING)");
        }
    }

    /** It takes 7 MiB of JSON at once. */
    @Test
    void kinesaliteTakesWhatIsMoreThanItsRequestsMayHave() throws Exception {
        try (Kinesalite server = Kinesalite.start()) {
            takesEveryRecordWithItsKey(server.endpoint(), "lpad(CAST(id AS STRING), 20000, '0')");
        }
    }

    @Test
    void kinesisLocalTakesEveryRecordWithItsKey() throws Exception {
        try (KinesisLocal server = KinesisLocal.start()) {
            takesEveryRecordWithItsKey(server.endpoint(), "CAST(id AS STRING)");
        }
    }

    private static void takesEveryRecordWithItsKey(URI endpoint, String data) throws Exception {
        try (TestStream stream = EmulatedStream.create(endpoint, 2);
                SourceQuery query = new SourceQuery(stream).with("startingPosition", "TRIM_HORIZON")) {
            Map<String, String> sink = new HashMap<>(stream.options());
            sink.remove("pollInterval");
            KinesisSession.get()
                    .range(RECORDS)
                    .selectExpr("concat('key', id % " + TestStream.KEYS + ") AS partitionKey", data + " AS data")
                    .coalesce(1)
                    .write()
                    .format("recoflow-kinesis")
                    .options(sink)
                    .mode("append")
                    .save();

            query.drain();

            assertThat(query.collected().numbers())
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, RECORDS).boxed().toList());
            assertThat(query.collected().rows()).allSatisfy(row -> assertThat(row.<String>getAs("partitionKey"))
                    .isEqualTo(TestStream.key(Collector.number(row))));
        }
    }
}
