package io.recoflow.bench.kinesis;

import io.recoflow.bench.Benchmark;
import io.recoflow.bench.BenchmarkSettings;
import io.recoflow.bench.Machine;
import io.recoflow.bench.kinesis.KinesisSourceResult.Figures;
import io.recoflow.bench.kinesis.KinesisSourceResult.Latency;
import io.recoflow.local.kinesis.Kinesalite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;

/**
 * How long records of a stream take from their put to a sink, in micro-batches and in real-time mode beside a plain loop
 * of the SDK, and the highest rate that micro-batches keep up with. The server is kinesalite in a process of its own.
 */
public final class KinesisSourceBenchmark implements Benchmark {

    private static final List<Integer> RATES = List.of(100, 1_000);

    private static final Duration WARM_UP = Duration.ofSeconds(15);

    /** Until Java has compiled what is measured, the end of a real-time batch included. */
    private static final Duration REHEARSAL = SparkReader.REAL_TIME_BATCH.plusSeconds(10);

    @Override
    public String name() {
        return "kinesis-source";
    }

    @Override
    public KinesisSourceResult run(BenchmarkSettings settings) throws Exception {
        // Any will do for kinesalite. The source takes them from the SDK's default chain.
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        Duration window = settings.window();
        try (SparkSession session = session()) {
            SparkReader microBatch = SparkReader.microBatch(session);
            List<StreamReader> readers = List.of(microBatch, SparkReader.realTime(session), new PlainLoop());
            for (StreamReader reader : readers) {
                rehearse(reader);
            }
            List<Figures> results = new ArrayList<>();
            for (StreamReader reader : readers) {
                for (int rate : RATES) {
                    results.add(latency(reader, rate, window));
                }
            }
            int putsAlone = putsAlone();
            HighestRateSearch search = new HighestRateSearch(microBatch, WARM_UP, window);
            results.add(search.run());
            return new KinesisSourceResult(
                    name(), results, setup(window, putsAlone, search), Machine.description(), Instant.now());
        }
    }

    private static void rehearse(StreamReader reader) throws Exception {
        int unused = Traffic.measure(reader, Load.of(1_000), REHEARSAL, traffic -> {
            traffic.flow(REHEARSAL);
            return traffic.finish().distinct();
        });
    }

    private static Latency latency(StreamReader reader, int rate, Duration window) throws Exception {
        String contestant = reader.name() + "-" + rate;
        Latency latency = Traffic.measure(reader, Load.of(rate), WARM_UP.plus(window), traffic -> {
            traffic.flow(WARM_UP);
            int from = traffic.next();
            traffic.flow(window);
            int to = traffic.next();
            return Latency.of(contestant, to - from, traffic.finish().latencies(from, to));
        });
        System.err.println(latency);
        return latency;
    }

    /** What the server takes a second, without a reader. */
    private static int putsAlone() throws Exception {
        try (Kinesalite server = Kinesalite.start();
                BenchStream stream = BenchStream.create(server.endpoint());
                Producer producer = Producer.start(stream, Load.unlimited(), 0)) {
            Thread.sleep(5_000);
            int before = producer.put();
            Thread.sleep(10_000);
            producer.check();
            return (producer.put() - before) / 10;
        }
    }

    private static SparkSession session() {
        return SparkSession.builder()
                .master("local[" + BenchStream.SHARDS + "]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.session.timeZone", "UTC")
                // Streaming queries do without, and warn.
                .config("spark.sql.adaptive.enabled", "false")
                .getOrCreate();
    }

    private static String setup(Duration window, int putsAlone, HighestRateSearch search) {
        return String.format(
                Locale.ROOT,
                "kinesalite on this machine, %d shards, %d-byte records, poll interval %d ms, %d task threads, %d s"
                        + " after a rehearsal of all and a warm-up of %d s, each on a new server; from the put call to"
                        + " the sink; micro-batches by ProcessingTime(0) into foreachBatch with collect, real-time"
                        + " batches of %d s into a ForeachWriter. Without a reader the server takes %,d records/s."
                        + " Above the highest rate: %s.",
                BenchStream.SHARDS,
                RecordBody.BYTES,
                BenchStream.POLL_INTERVAL.toMillis(),
                BenchStream.SHARDS,
                window.toSeconds(),
                WARM_UP.toSeconds(),
                SparkReader.REAL_TIME_BATCH.toSeconds(),
                putsAlone,
                search.limits().isEmpty() ? "not tried" : String.join("; ", search.limits()));
    }
}
