package io.recoflow.kinesis.remote;

import io.recoflow.kinesis.config.SourceSettings;
import io.recoflow.kinesis.read.ReadMetrics;
import io.recoflow.kinesis.read.ShardFeeds;
import io.recoflow.kinesis.tail.Tail;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.spark.SparkConf;
import org.jspecify.annotations.Nullable;

/** The driver's side of tails that executors hold. */
public final class RemoteTails {

    /** The class that Spark starts in its processes; by name, since it is made of this package. */
    private static final String PLUGIN = "io.recoflow.kinesis.KinesisPlugin";

    /** One map a process: Spark makes the plugin that is asked, and queries their sources, and neither knows the other. */
    private static final ConcurrentMap<String, RemoteTail> OPEN = new ConcurrentHashMap<>();

    private RemoteTails() {}

    /**
     * Whether executors can read: Spark has the plugin, and always an executor. With dynamic allocation from none, none
     * would be started, since nothing would be read that calls for one.
     */
    public static boolean canBe(SparkConf conf) {
        boolean hasPlugin = Arrays.stream(conf.get("spark.plugins", "").split(",", -1))
                .anyMatch(each -> each.trim().equals(PLUGIN));
        boolean hasExecutors = !conf.getBoolean("spark.dynamicAllocation.enabled", false)
                || conf.getInt("spark.dynamicAllocation.minExecutors", 0) > 0;
        return hasPlugin && hasExecutors;
    }

    /**
     * A tail that the executors of this process's Spark are told of.
     *
     * @param target everything that was there at this time is read, and no more; null to go on for ever
     */
    public static Tail open(
            ShardFeeds feeds,
            ReadMetrics metrics,
            SourceSettings settings,
            Duration retention,
            @Nullable Instant target) {
        Order.Work work = new Order.Work(settings, retention, target);
        String id = UUID.randomUUID().toString();
        RemoteTail tail = new RemoteTail(id, feeds, metrics, work, () -> OPEN.remove(id));
        OPEN.put(id, tail);
        return tail;
    }

    /** Answers an executor's report; both in the form of {@link Wire}. */
    public static byte[] answer(byte[] report) {
        return Wire.encode(answer((Report) Wire.decode(report)));
    }

    static Answer answer(Report report) {
        Set<String> tails = new HashSet<>();
        Map<String, Order> orders = new HashMap<>();
        OPEN.forEach((id, tail) -> {
            tails.add(id);
            tail.answer(report.executor(), report.tails().getOrDefault(id, Report.OfTail.NOTHING))
                    .ifPresent(order -> orders.put(id, order));
        });
        return new Answer(tails, orders);
    }
}
