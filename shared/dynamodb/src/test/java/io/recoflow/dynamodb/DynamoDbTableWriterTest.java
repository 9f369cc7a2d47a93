package io.recoflow.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.dynamodb.ItemOutcome.Kind;
import io.recoflow.local.dynamodb.Dynalite;
import io.recoflow.local.dynamodb.Faults;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.testkit.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DynamoDbTableWriterTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Dynalite SERVER = Dynalite.start();

    private final ReviewsTable table = ReviewsTable.on(SERVER, 32, PATIENCE);

    @AfterEach
    void withoutFaults() {
        SERVER.set(Faults.NONE);
        table.close();
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void aNewerItemReplacesAndAnOlderOneNeverDoes() throws Exception {
        assertThat(kinds(ReviewsTable.item("a", "2", "second"))).containsExactly(Kind.STORED);
        assertThat(kinds(ReviewsTable.item("a", "1", "first"))).containsExactly(Kind.SUPERSEDED);
        assertThat(table.text("a")).isEqualTo("second");
        assertThat(kinds(ReviewsTable.item("a", "3", "third"))).containsExactly(Kind.STORED);
        assertThat(table.text("a")).isEqualTo("third");
    }

    @Test
    void theSameItemAgainIsStoredAndChangesNothing() throws Exception {
        TableItem item = ReviewsTable.item("a", "2", "text");
        kinds(item);
        var before = table.items();

        assertThat(kinds(item)).containsExactly(Kind.STORED);
        assertThat(table.items()).isEqualTo(before);
    }

    @Test
    void anItemThatAnotherWroteWithoutAnOrderIsOlder() throws Exception {
        TableItem foreign = TableItem.builder().text(ReviewsTable.KEY, "a").build();
        table.client()
                .putItem(request -> request.tableName(table.settings().table()).item(foreign.attributes()))
                .join();

        assertThat(kinds(ReviewsTable.item("a", "1", "text"))).containsExactly(Kind.STORED);
    }

    @Test
    void inWhateverOrderVersionsComeTheNewestStays() throws Exception {
        long seed = Seeds.next("the newest stays");
        List<TableItem> versions = new ArrayList<>();
        for (int key = 0; key < 40; key++) {
            for (int version = 0; version < 5; version++) {
                versions.add(ReviewsTable.item("k" + key, String.valueOf(version), "version " + version));
            }
        }
        Collections.shuffle(versions, new Random(seed));
        List<ItemOutcome> outcomes = table.writer().put(versions);

        assertThat(outcomes).hasSize(200).allSatisfy(outcome -> assertThat(outcome.kind())
                .isNotEqualTo(Kind.REFUSED));
        assertThat(table.items().keySet()).hasSize(40).allSatisfy(key -> assertThat(table.text(key))
                .as("seed %d", seed)
                .isEqualTo("version 4"));
    }

    @Test
    void ofThrottledAndUnansweredPutsNoneIsLost() throws Exception {
        long seed = Seeds.next("throttled puts");
        SERVER.set(Faults.of(seed, 0.3, 0.05));
        List<ItemOutcome> outcomes = table.writer().put(items(0, 2_000));

        Dynalite.Counts counts = SERVER.set(Faults.NONE);
        assertThat(outcomes).as("seed %d", seed).hasSize(2_000).allSatisfy(outcome -> assertThat(outcome.kind())
                .isEqualTo(Kind.STORED));
        assertThat(table.items()).hasSize(2_000);
        assertThat(counts.throttled()).isGreaterThan(400);
        assertThat(counts.unanswered()).isGreaterThan(50);
        assertThat(outcomes.stream().mapToLong(ItemOutcome::tries).sum())
                .as("tries, some of which found the connection closed")
                .isGreaterThanOrEqualTo(counts.writes());
    }

    @Test
    void aTableThatTakesLessIsAskedForLessAndForMoreWhenItTakesMore() throws Exception {
        SERVER.set(Faults.of(1, 0.5, 0));
        table.writer().put(items(0, 1_000));
        int throttled = table.writer().concurrency();
        SERVER.set(Faults.NONE);
        table.writer().put(items(1_000, 3_000));

        assertThat(throttled).isLessThan(12);
        assertThat(table.writer().concurrency()).isEqualTo(32);
    }

    @Test
    void aHotKeyDoesNotStopTheRest() throws Exception {
        SERVER.set(Faults.ofHotValue(1, "P-hot", 1));
        List<TableItem> items = new ArrayList<>(List.of(ReviewsTable.item("hot", "1", "waits")));
        items.addAll(items(0, 500));
        CompletableFuture<List<ItemOutcome>> outcomes = CompletableFuture.supplyAsync(() -> {
            try {
                return table.writer().put(items);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Awaitility.await().until(() -> table.items().size() == 500);

        assertThat(outcomes).isNotDone();
        assertThat(table.writer().concurrency())
                .as("one key says nothing of the table")
                .isEqualTo(32);
        SERVER.set(Faults.NONE);
        Awaitility.await().atMost(PATIENCE).until(outcomes::isDone);
        assertThat(table.text("hot")).isEqualTo("waits");
    }

    @Test
    void whatIsTooLargeIsRefusedWithSizeAndKeyAndNobodyIsAsked() throws Exception {
        TableItem large = ReviewsTable.item("large", "1", "x".repeat(TableItem.MOST_BYTES));
        List<ItemOutcome> outcomes = table.writer().put(List.of(large, ReviewsTable.item("small", "1", "x")));

        assertThat(outcomes.get(0))
                .isEqualTo(new ItemOutcome(
                        Kind.REFUSED, 0, "The item large has " + large.size() + " bytes, and DynamoDB keeps 409600"));
        assertThat(outcomes.get(1).kind()).isEqualTo(Kind.STORED);
        assertThat(table.items()).containsOnlyKeys("small");
    }

    @Test
    void theLargestItemThatFitsIsTaken() throws Exception {
        int rest = ReviewsTable.item("large", "1", "").size();
        TableItem largest = ReviewsTable.item("large", "1", "ü".repeat((TableItem.MOST_BYTES - rest) / 2));

        assertThat(largest.size()).isBetween(TableItem.MOST_BYTES - 1, TableItem.MOST_BYTES);
        assertThat(kinds(largest)).containsExactly(Kind.STORED);
    }

    @Test
    void whatDynamoDbRefusesForItsContentIsToldByItem() throws Exception {
        TableItem item = TableItem.builder()
                .text(ReviewsTable.KEY, "a")
                .text(ReviewsTable.ORDER, "1")
                .number("product", 5)
                .text("date", "d")
                .build();

        assertThat(table.writer().put(List.of(item)).get(0))
                .satisfies(outcome -> assertThat(outcome.kind()).isEqualTo(Kind.REFUSED))
                .satisfies(outcome -> assertThat(outcome.message()).startsWith("DynamoDB refuses the item a: "));
    }

    @Test
    void aTableThatIsNotThereEndsTheCall() {
        TableSettings there = table.settings();
        TableSettings gone = new TableSettings(
                "no-such-table", there.region(), there.endpoint(), there.key(), there.order(), 4, PATIENCE);

        assertThatThrownBy(() -> Tables.writer(gone).put(items(0, 1_000)))
                .isInstanceOfSatisfying(
                        JobException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNAVAILABLE))
                .hasMessageContaining("Cannot use the table no-such-table")
                .hasMessageContaining("Make the table");
        assertThatThrownBy(() -> Tables.checked(gone, ReviewsTable.DESIGN))
                .hasMessageContaining("Cannot use the table no-such-table");
    }

    @Test
    void aTableIsHeldAgainstItsDesign() {
        assertThat(Tables.checked(table.settings(), ReviewsTable.DESIGN)).isEqualTo("active, capacity on demand");
        assertThatThrownBy(() -> Tables.checked(
                        table.settings(),
                        new io.recoflow.runtime.declaration.ItemTable("Reviews", "review_id", List.of(), "expires_at")))
                .isInstanceOfSatisfying(
                        JobException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.SCHEMA_MISMATCH))
                .hasMessageContaining("its key is [id], and must be review_id alone");
    }

    @Test
    void whatIsTriedInVainEndsTheCallAfterThePatience() throws Exception {
        try (ReviewsTable impatient = ReviewsTable.on(SERVER, 4, Duration.ofSeconds(1))) {
            SERVER.set(Faults.of(1, 1, 0));
            assertThatThrownBy(() -> impatient.writer().put(items(0, 50)))
                    .isInstanceOf(JobException.class)
                    .hasMessageContaining(
                            "tries failed, the last with: The level of configured provisioned throughput");
        }
    }

    @Test
    void toWaitForOthersIsNotToBeTriedInVain() throws Exception {
        try (ReviewsTable impatient = ReviewsTable.on(SERVER, 1, Duration.ofSeconds(1))) {
            SERVER.set(new Faults(1, 0.05, 0, "", 0, 10));

            assertThat(impatient.writer().put(items(0, 200)))
                    .allSatisfy(outcome -> assertThat(outcome.kind()).isEqualTo(Kind.STORED))
                    .anySatisfy(outcome -> assertThat(outcome.tries()).isGreaterThan(1));
        }
    }

    @Test
    void whoIsInterruptedIsLetGo() throws Exception {
        SERVER.set(Faults.of(1, 1, 0));
        Thread caller = new Thread(() -> {
            try {
                table.writer().put(items(0, 100));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        caller.start();
        caller.interrupt();
        caller.join(Duration.ofSeconds(30).toMillis());

        assertThat(caller.isAlive()).isFalse();
    }

    private List<Kind> kinds(TableItem... items) throws InterruptedException {
        return table.writer().put(List.of(items)).stream()
                .map(ItemOutcome::kind)
                .toList();
    }

    private static List<TableItem> items(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> ReviewsTable.item("k" + i, "1", "text " + i))
                .toList();
    }
}
