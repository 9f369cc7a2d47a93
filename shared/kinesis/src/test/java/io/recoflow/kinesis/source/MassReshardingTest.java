package io.recoflow.kinesis.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recoflow.kinesis.fake.Conditions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many shards split at once, as on-demand streams do, while lists of shards come late, old and incomplete. */
final class MassReshardingTest {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int SHARDS = 32;
    private static final int ROUNDS = Integer.getInteger("rounds", 3);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noChildStaysUnread(boolean childShards) throws Exception {
        long seed = Long.getLong("seed", new Random().nextLong());
        System.out.printf("MassReshardingTest: -Dseed=%d%n", seed);
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            splitsAll(random, childShards);
        }
    }

    private static void splitsAll(Random random, boolean childShards) throws Exception {
        FakeStream stream = FakeStream.start(SHARDS);
        Conditions late = Conditions.IDEAL.listing(Duration.ofMillis(200 + random.nextInt(1_500)));
        stream.kinesis().under(childShards ? late : late.withoutChildShards());
        try (SourceQuery query = new SourceQuery(stream).with("startingPosition", "TRIM_HORIZON")) {
            query.start();
            stream.put(0, 200);
            await().atMost(LIMIT).until(() -> query.collected().numbers().size() >= 200);
            for (String shard : stream.openShards()) {
                stream.split(shard);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(40)));
            }
            // Each of the 64 children has records.
            stream.put(200, 2_000);
            awaitAll(query, 2_000);
        }
    }

    @Test
    void aRestartWithAnOldListTakesNoShardForExpired() throws Exception {
        FakeStream stream = FakeStream.start(2);
        try (SourceQuery query = new SourceQuery(stream).with("startingPosition", "TRIM_HORIZON")) {
            query.start();
            stream.split(stream.openShards().get(0));
            stream.put(0, 200);
            awaitAll(query, 200);
            query.last().stop();
            stream.kinesis().under(Conditions.IDEAL.listing(Duration.ofSeconds(50)));
            stream.put(200, 400);
            for (int restart = 0; restart < 5; restart++) {
                query.drain();
            }
            awaitAll(query, 400);
        }
    }

    private static void awaitAll(SourceQuery query, int count) {
        List<Integer> expected = IntStream.range(0, count).boxed().toList();
        await().atMost(LIMIT).untilAsserted(() -> {
            query.assertRuns();
            assertThat(query.collected().numbers()).hasSizeGreaterThanOrEqualTo(count);
        });
        assertThat(query.collected().numbers()).containsExactlyInAnyOrderElementsOf(expected);
    }
}
