package io.recoflow.jobs.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Readers that never stop see one version at a time, and no error. */
class SwapUnderReadersTest {

    private static final int SWAPS = 20;

    /** In different orders, as different programs would. Every number of an embedding is its version's number. */
    private static final List<String> STATEMENTS = List.of(
            "SELECT version, (SELECT min(embedding <#> '[-1,0,0,0]') || ' ' || max(embedding <#> '[-1,0,0,0]') FROM"
                    + " item_emb), (SELECT min(embedding <#> '[-1,0,0,0]') || ' ' || max(embedding <#> '[-1,0,0,0]')"
                    + " FROM user_emb) FROM model_version",
            "SELECT m.version, i.both, u.both FROM (SELECT min(embedding <#> '[-1,0,0,0]') || ' ' || max(embedding <#>"
                    + " '[-1,0,0,0]') AS both FROM user_emb) u, (SELECT min(embedding <#> '[-1,0,0,0]') || ' ' ||"
                    + " max(embedding <#> '[-1,0,0,0]') AS both FROM item_emb) i, model_version m");

    @RegisterExtension
    final LoadEmbeddingsHarness load = new LoadEmbeddingsHarness();

    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicLong reads = new AtomicLong();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    @Test
    void noErrorAndNoMixtureInTwentySwaps() throws Exception {
        List<String> expected = new ArrayList<>();
        expected.add(row(load.bundles().publish(4, 200, 50, 1), 1));
        load.run().exits(0);
        ExecutorService threads = Executors.newFixedThreadPool(STATEMENTS.size());
        try {
            List<Future<?>> readers = new ArrayList<>();
            for (String statement : STATEMENTS) {
                readers.add(threads.submit(() -> {
                    read(statement);
                    return null;
                }));
            }
            for (int value = 2; value <= SWAPS + 1; value++) {
                expected.add(row(load.bundles().publish(4, 200, 50, value), value));
                load.run().exits(0);
            }
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> seen.contains(expected.get(SWAPS))
                            || readers.stream().anyMatch(Future::isDone));
            done.set(true);
            for (Future<?> reader : readers) {
                reader.get();
            }
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
        System.out.printf("%,d reads during %d swaps%n", reads.get(), SWAPS);
        assertThat(expected).containsAll(seen);
        assertThat(seen).contains(expected.get(SWAPS));
        assertThat(reads.get()).isGreaterThan(5L * SWAPS);
        assertThat(seen.size()).isGreaterThan(SWAPS / 2);
    }

    private static String row(String version, int value) {
        return version + "|" + value + " " + value + "|" + value + " " + value;
    }

    private void read(String sql) throws SQLException {
        try (Connection connection = load.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            while (!done.get()) {
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        seen.add(row.getString(1) + "|" + row.getString(2) + "|" + row.getString(3));
                    }
                }
                reads.incrementAndGet();
            }
        }
    }
}
