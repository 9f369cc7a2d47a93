package io.recoflow.kinesis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.kinesis.client.KinesisException.Kind;
import io.recoflow.kinesis.client.ScriptedKinesis.Answer;
import io.recoflow.kinesis.offset.ShardPosition.TrimHorizon;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Enhanced fan-out by the AWS SDK, against a server that a test scripts. */
final class AwsSubscriptionsTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String EVENT =
            "{\"Records\":[],\"ContinuationSequenceNumber\":\"1\",\"MillisBehindLatest\":0}";

    /** Of the consumer that is registered at the moment; empty where none is. */
    private volatile String registered = "arn:consumer:1";

    private volatile boolean mayRegister = true;
    private final ConcurrentLinkedQueue<String> operations = new ConcurrentLinkedQueue<>();
    private final ScriptedKinesis server = ScriptedKinesis.start(this::answer);
    private final KinesisStreamClient client = AwsKinesisStreamClient.open(server.settings());

    @AfterEach
    void stopServer() {
        server.close();
    }

    private Answer answer(String operation, JsonNode request) {
        operations.add(operation);
        return switch (operation) {
            case "DescribeStreamSummary" ->
                Answer.of(
                        "{\"StreamDescriptionSummary\":{\"StreamName\":\"clicks\",\"StreamARN\":\"arn:stream:clicks\"}}");
            case "DescribeStreamConsumer" ->
                registered.isEmpty()
                        ? Answer.failing("ResourceNotFoundException")
                        : Answer.of("{\"ConsumerDescription\":{\"ConsumerName\":\"recommender\",\"ConsumerARN\":\""
                                + registered + "\",\"ConsumerStatus\":\"ACTIVE\"}}");
            case "RegisterStreamConsumer" -> {
                if (!mayRegister) {
                    yield Answer.failing("AccessDeniedException");
                }
                registered = "arn:consumer:new";
                yield Answer.of("{}");
            }
            case "DeregisterStreamConsumer" -> {
                boolean known = !registered.isEmpty();
                registered = "";
                yield known ? Answer.of("{}") : Answer.failing("ResourceNotFoundException");
            }
            case "SubscribeToShard" ->
                request.get("ConsumerARN").textValue().equals(registered)
                        ? Answer.pushing(EVENT)
                        : Answer.failing("ResourceNotFoundException");
            default -> Answer.failing("InvalidArgumentException");
        };
    }

    @Test
    void moreShardsThanConnectionsArePushedAtOnce() throws Exception {
        List<ShardSubscription> open = new ArrayList<>();

        for (int shard = 0; shard < 300; shard++) {
            open.add(client.subscribe("recommender", "shardId-" + shard, new TrimHorizon()));
        }

        for (ShardSubscription subscription : open) {
            assertThat(subscription.next(LIMIT)).isPresent();
        }
        open.forEach(ShardSubscription::close);
    }

    @Test
    void aConsumerThatWasRegisteredAnewIsLookedUpAgain() throws Exception {
        try (ShardSubscription before = client.subscribe("recommender", "shardId-0", new TrimHorizon())) {
            assertThat(before.next(LIMIT)).isPresent();
        }
        registered = "arn:consumer:2";

        try (ShardSubscription after = client.subscribe("recommender", "shardId-0", new TrimHorizon())) {
            await().atMost(LIMIT).until(() -> after.next(LIMIT).isPresent());
        }
    }

    @Test
    void aConsumerThatIsGoneEndsTheSubscriptionAfterASecondLook() throws Exception {
        try (ShardSubscription before = client.subscribe("recommender", "shardId-0", new TrimHorizon())) {
            assertThat(before.next(LIMIT)).isPresent();
        }
        registered = "";
        operations.clear();
        assertThatThrownBy(() -> {
                    try (ShardSubscription gone = client.subscribe("recommender", "shardId-0", new TrimHorizon())) {
                        while (!gone.isFinished()) {
                            gone.next(LIMIT);
                        }
                    }
                })
                .isInstanceOfSatisfying(KinesisException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(Kind.NOT_FOUND));
        assertThat(operations).containsExactly("SubscribeToShard", "DescribeStreamSummary", "DescribeStreamConsumer");
    }

    @Test
    @Timeout(60)
    void aConsumerThatMayNotBeRegisteredIsToldAtOnce() {
        registered = "";
        mayRegister = false;

        assertThatThrownBy(() -> client.registerConsumer("recommender"))
                .isInstanceOfSatisfying(KinesisException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(Kind.ACCESS_DENIED));
    }

    @Test
    void aConsumerIsRegisteredWhereItIsNotYet() throws Exception {
        registered = "";
        client.registerConsumer("recommender");
        client.registerConsumer("recommender");

        assertThat(operations).containsOnlyOnce("RegisterStreamConsumer");
        try (ShardSubscription subscription = client.subscribe("recommender", "shardId-0", new TrimHorizon())) {
            assertThat(subscription.next(LIMIT)).isPresent();
        }
    }

    @Test
    void aConsumerIsDeregisteredAndRegisteredAgain() throws Exception {
        client.registerConsumer("recommender");

        client.deregisterConsumer("recommender");
        client.deregisterConsumer("recommender");

        assertThat(registered).isEmpty();
        client.registerConsumer("recommender");
        try (ShardSubscription subscription = client.subscribe("recommender", "shardId-0", new TrimHorizon())) {
            assertThat(subscription.next(LIMIT)).isPresent();
        }
    }

    @Test
    void aConsumerGivenByItsArnIsNotLookedUp() throws Exception {
        try (ShardSubscription subscription = client.subscribe(registered, "shardId-0", new TrimHorizon())) {
            assertThat(subscription.next(LIMIT)).isPresent();
        }

        assertThat(operations).containsExactly("SubscribeToShard");
    }
}
