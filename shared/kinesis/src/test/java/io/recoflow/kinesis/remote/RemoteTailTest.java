package io.recoflow.kinesis.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recoflow.kinesis.fake.FakeKinesis;
import io.recoflow.kinesis.offset.KinesisOffset;
import io.recoflow.kinesis.offset.ShardProgress;
import io.recoflow.kinesis.tail.BatchLimits;
import io.recoflow.kinesis.tail.Holder;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RemoteTailTest {

    private static final String ONE = "shardId-000000000000";
    private static final String OTHER = "shardId-000000000001";

    private final FakeKinesis kinesis = FakeKinesis.start(2);
    private TestTail tail = new TestTail(kinesis, Map.of());

    @AfterEach
    void close() {
        tail.close();
    }

    @Test
    void aBatchIsAllThatTheExecutorsHaveReadAndStaysWithThemUntilItIsReleased() throws Exception {
        KinesisOffset start = begin();
        tail.report("a", tail.page("a", ONE, 1, 10));
        tail.report("b", tail.page("b", OTHER, 5, 6), tail.page("b", OTHER, 7, 20));

        KinesisOffset end = tail.next(start, BatchLimits.NONE);

        assertEnds(end, 10, 20);
        assertThat(tail.tail().holder(ONE)).contains(new Holder("tail", "a"));
        assertThat(places("a", ONE).from()).isEqualTo(progress(start, ONE));

        tail.tail().release(end);
        tail.report("a");
        assertThat(places("a", ONE).from()).isEqualTo(TestTail.after(10));
        assertThat(tail.next(end, BatchLimits.NONE).samePositions(end)).isTrue();
    }

    @Test
    void aLimitedBatchTakesTheOldestPiecesAndNoMoreThanItMay() throws Exception {
        tail.close();
        tail = new TestTail(kinesis, Map.of("maxRecordsPerTrigger", "16"));
        BatchLimits limits = new BatchLimits(16, Long.MAX_VALUE);
        KinesisOffset start = begin();
        for (int first = 1; first < 20; first += 2) {
            tail.report("a", tail.page("a", ONE, first, first + 1));
            tail.report("b", tail.page("b", OTHER, first + 10, first + 11));
        }

        KinesisOffset end = tail.next(start, limits);

        // Of one 1 to 12, of the other 11 to 14; piece 13 to 14 of one is as old as that of the other.
        assertThat(records(end, ONE, 0) + records(end, OTHER, 10)).isEqualTo(16);
        assertThat(records(end, OTHER, 10)).isBetween(2, 4);
        assertThat(tail.next(end, limits).samePositions(end)).isFalse();
    }

    @Test
    void aBatchThatWasNotTakenIsCutAnewWhereItsExecutorHasForgottenIt() throws Exception {
        KinesisOffset start = begin();
        tail.report("a", tail.page("a", ONE, 1, 10));
        // The query waits for more, so it asks from the same start again.
        assertThat(tail.next(start, BatchLimits.NONE).samePositions(start)).isFalse();
        tail.beginAnew("a");
        tail.report("a");

        assertThat(tail.next(start, BatchLimits.NONE).samePositions(start)).isTrue();
        tail.next(start, BatchLimits.NONE);
        tail.report("a");
        tail.report("a", tail.page("a", ONE, 1, 10));
        assertThat(progress(tail.next(start, BatchLimits.NONE), ONE)).isEqualTo(TestTail.after(10));
    }

    @Test
    void anotherExecutorGoesOnBehindTheLastBatch() throws Exception {
        KinesisOffset start = begin();
        tail.report("a", tail.page("a", ONE, 1, 10));
        KinesisOffset end = tail.next(start, BatchLimits.NONE);
        tail.report("a", tail.page("a", ONE, 11, 20));
        long before = places("a", ONE).number();

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            tail.report("b");
            assertThat(tail.places("b")).containsKeys(ONE, OTHER);
        });

        assertThat(places("b", ONE).number()).isNotEqualTo(before);
        assertThat(places("b", ONE).from()).isEqualTo(TestTail.after(10));
        // What the silent one has not told since is as if it had not been read.
        assertThat(tail.next(end, BatchLimits.NONE).samePositions(end)).isTrue();
        tail.report("b", tail.page("b", ONE, 11, 15));
        assertEnds(tail.next(end, BatchLimits.NONE), 15, 0);
    }

    @Test
    void whatIsLeftOfAnEarlierAssignmentIsIgnored() throws Exception {
        KinesisOffset start = begin();
        Report.OfShard old = tail.page("a", ONE, 1, 10);
        tail.report("c");
        tail.next(start, BatchLimits.NONE);
        KinesisOffset elsewhere =
                new KinesisOffset("clicks", Map.of(ONE, TestTail.after(3), OTHER, progress(start, OTHER)));
        tail.next(elsewhere, BatchLimits.NONE);

        tail.report("a", old);

        assertThat(tail.next(elsewhere, BatchLimits.NONE).samePositions(elsewhere))
                .isTrue();
    }

    @Test
    void childrenFollowAShardThatIsReadToItsEnd() throws Exception {
        KinesisOffset start = begin();
        kinesis.split(ONE);
        tail.report("a", tail.page("a", ONE, 1, 10));
        tail.report("a", tail.end("a", ONE, 10));

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        tail.next(start, BatchLimits.NONE).shards())
                .containsOnlyKeys(OTHER, "shardId-000000000002", "shardId-000000000003"));
        // Its records are held for the batch that they are in.
        tail.report("a");
        assertThat(tail.places("a")).containsKey(ONE);
    }

    /** Two executors have a shard each. */
    private KinesisOffset begin() throws InterruptedException {
        KinesisOffset start = tail.start();
        tail.report("a");
        tail.report("b");
        tail.next(start, BatchLimits.NONE);
        tail.report("a");
        tail.report("b");
        assertThat(tail.places("a")).containsOnlyKeys(ONE);
        assertThat(tail.places("b")).containsOnlyKeys(OTHER);
        return start;
    }

    private static void assertEnds(KinesisOffset end, int one, int other) {
        assertThat(progress(end, ONE).position()).isEqualTo(TestTail.after(one).position());
        if (other > 0) {
            assertThat(progress(end, OTHER).position())
                    .isEqualTo(TestTail.after(other).position());
        }
    }

    private static int records(KinesisOffset end, String shard, int before) {
        for (int number = before + 1; number < 100; number++) {
            if (TestTail.after(number).position().equals(progress(end, shard).position())) {
                return number - before;
            }
        }
        return 0;
    }

    private Order.Place places(String executor, String shard) {
        return Objects.requireNonNull(tail.places(executor).get(shard));
    }

    private static ShardProgress progress(KinesisOffset offset, String shard) {
        return Objects.requireNonNull(offset.shards().get(shard));
    }
}
