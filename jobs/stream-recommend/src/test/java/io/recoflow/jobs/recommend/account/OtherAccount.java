package io.recoflow.jobs.recommend.account;

import io.recoflow.kinesis.client.ClientSettings;
import io.recoflow.kinesis.client.KinesisClientProvider;
import io.recoflow.kinesis.client.KinesisClients;
import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisStreamClient;
import io.recoflow.kinesis.client.RecordPage;
import io.recoflow.kinesis.client.ShardSubscription;
import io.recoflow.kinesis.config.SourceSettings;
import io.recoflow.kinesis.offset.ShardPosition;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * What kinesalite lacks, in front of it: streams that have an ARN, belong to an account which only its role reaches, and
 * push their records to consumers.
 */
public final class OtherAccount implements KinesisClientProvider {

    public static final String ROLE = "arn:aws:iam::222222222222:role/streams";

    private static final String STREAMS = "arn:aws:kinesis:us-east-1:222222222222:stream/";
    private static final int MOST_RECORDS = 1_000;

    /** A service loader makes providers, so nothing else is known to both sides. */
    private static final Set<String> SUBSCRIBED = new ConcurrentSkipListSet<>();

    /** The ARN of a stream. */
    public static String arn(String stream) {
        return STREAMS + stream;
    }

    /** Streams and consumers that were subscribed to since, as {@code stream/consumer}. */
    public static Set<String> subscribed() {
        return new TreeSet<>(SUBSCRIBED);
    }

    @Override
    public boolean accepts(ClientSettings settings) {
        return settings.stream().startsWith(STREAMS);
    }

    @Override
    public KinesisStreamClient open(ClientSettings settings) {
        String region = Objects.requireNonNull(settings.region());
        String endpoint = Objects.requireNonNull(settings.endpoint());
        ClientSettings asRole = SourceSettings.of(
                        Map.of("streamArn", settings.stream(), "region", region, "endpoint", endpoint, "roleArn", ROLE))
                .client();
        if (!settings.equals(asRole)) {
            throw new KinesisException(KinesisException.Kind.ACCESS_DENIED, "Not the role of " + settings.stream());
        }
        String stream = settings.stream().substring(STREAMS.length());
        KinesisStreamClient own = KinesisClients.of(
                SourceSettings.of(Map.of("streamName", stream, "region", region, "endpoint", endpoint))
                        .client());
        return (KinesisStreamClient) Proxy.newProxyInstance(
                OtherAccount.class.getClassLoader(),
                new Class<?>[] {KinesisStreamClient.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "subscribe" -> {
                        SUBSCRIBED.add(stream + "/" + arguments[0]);
                        yield new Pushed(own, (String) arguments[1], (ShardPosition) arguments[2]);
                    }
                    // All are registered.
                    case "registerConsumer" -> null;
                    default -> invoked(method, own, arguments);
                });
    }

    private static Object invoked(Method method, KinesisStreamClient client, Object[] arguments) throws Throwable {
        try {
            return method.invoke(client, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Pushes what polling brings. */
    private static final class Pushed implements ShardSubscription {

        private final KinesisStreamClient stream;
        private @Nullable String iterator;

        Pushed(KinesisStreamClient stream, String shardId, ShardPosition position) {
            this.stream = stream;
            this.iterator = stream.shardIterator(shardId, position);
        }

        @Override
        public Optional<RecordPage> next(Duration limit) throws InterruptedException {
            if (iterator == null) {
                return Optional.empty();
            }
            RecordPage page = stream.getRecords(iterator, MOST_RECORDS);
            iterator = page.nextIterator();
            if (page.records().isEmpty() && !page.shardEnd()) {
                Thread.sleep(Math.min(50, limit.toMillis()));
            }
            return Optional.of(page);
        }

        @Override
        public boolean isFinished() {
            return iterator == null;
        }

        @Override
        public void close() {
            iterator = null;
        }
    }
}
