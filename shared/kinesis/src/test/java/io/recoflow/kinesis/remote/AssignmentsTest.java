package io.recoflow.kinesis.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AssignmentsTest {

    private static final long SILENT = Assignments.SILENCE.toNanos() + 1;
    private static final List<String> SHARDS =
            IntStream.range(0, 10).mapToObj(each -> "shard" + each).toList();

    private final Assignments assignments = new Assignments();

    @Test
    void nobodyReadsWhileThereIsNoExecutor() {
        assertThat(assignments.balance(SHARDS, 0)).isEmpty();
        assertThat(assignments.reader("shard0")).isEmpty();
    }

    @Test
    void sharesTheShardsEvenly() {
        report("a", "b", "c");

        assertThat(assignments.balance(SHARDS, 0)).containsExactlyInAnyOrderElementsOf(SHARDS);
        assertThat(loads().values()).containsExactlyInAnyOrder(3L, 3L, 4L);
    }

    @Test
    void aNewExecutorTakesNoMoreThanItsShare() {
        report("a", "b");
        assignments.balance(SHARDS, 0);
        report("c");

        assertThat(assignments.balance(SHARDS, 0)).hasSize(3);
        assertThat(loads().values()).containsExactlyInAnyOrder(3L, 3L, 4L);
        assertThat(assignments.balance(SHARDS, 0)).isEmpty();
    }

    @Test
    void onlyTheShardsOfASilentExecutorMove() {
        report("a", "b", "c");
        assignments.balance(SHARDS, 0);
        List<String> ofA =
                SHARDS.stream().filter(shard -> reader(shard).equals("a")).toList();
        assignments.reported(executor("b"), SILENT);
        assignments.reported(executor("c"), SILENT);

        assertThat(assignments.balance(SHARDS, SILENT)).containsExactlyInAnyOrderElementsOf(ofA);
        assertThat(loads()).isEqualTo(Map.of("b", 5L, "c", 5L));
    }

    @Test
    void anExecutorThatBeganAnewReadsAnew() {
        report("a", "b");
        assignments.balance(SHARDS, 0);
        assignments.reported(new Report.Executor("second session", "a"), 0);

        assertThat(assignments.balance(SHARDS, 0)).hasSize(5);
        assertThat(loads()).isEqualTo(Map.of("a", 5L, "b", 5L));
    }

    @Test
    void childrenGoWhereThereIsLeastToRead() {
        report("a", "b");
        assignments.balance(List.of("shard0", "shard1", "shard2"), 0);

        assertThat(assignments.balance(List.of("shard1", "shard2", "child0", "child1"), 0))
                .contains("child0", "child1");
        assertThat(loads(List.of("shard1", "shard2", "child0", "child1"))).isEqualTo(Map.of("a", 2L, "b", 2L));
    }

    private void report(String... executors) {
        for (String executor : executors) {
            assignments.reported(executor(executor), 0);
        }
    }

    private static Report.Executor executor(String location) {
        return new Report.Executor("first session", location);
    }

    private String reader(String shard) {
        return assignments.reader(shard).orElseThrow().location();
    }

    private Map<String, Long> loads() {
        return loads(SHARDS);
    }

    private Map<String, Long> loads(List<String> shards) {
        return shards.stream().collect(Collectors.groupingBy(this::reader, TreeMap::new, Collectors.counting()));
    }
}
