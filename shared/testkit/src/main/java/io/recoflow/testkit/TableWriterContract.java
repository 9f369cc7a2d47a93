package io.recoflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What jobs rely on when they write what a stream brings, whatever kind of table it goes to: each key is stored once, and
 * what is repeated changes nothing. The test of one says how it is written and read.
 */
public abstract class TableWriterContract {

    private static final int BATCH = 50;

    /** A row. In a test, all rows with one key are the same. */
    public record KeyedRow(String key, String text) {}

    /**
     * Writes a batch of the table that the test has for itself.
     *
     * @param writer of two that may write at once, 0 or 1
     * @param batch which of the writer's batches
     */
    protected abstract void write(List<KeyedRow> rows, int writer, long batch) throws Exception;

    /** All that is stored, in any order. */
    protected abstract List<KeyedRow> stored();

    @Test
    protected final void whatIsRepeatedOrComesInTwoBatchesOrTwiceInOneIsStoredOnce() throws Exception {
        write(rows(0, BATCH), 0, 0);
        write(rows(0, BATCH), 0, 0);
        write(List.of(), 0, 1);
        assertThat(stored()).as("repeated").containsExactlyInAnyOrderElementsOf(rows(0, BATCH));

        List<KeyedRow> twice = new ArrayList<>(rows(BATCH / 2, 2 * BATCH));
        twice.addAll(rows(BATCH, 2 * BATCH));
        write(twice, 0, 2);
        assertThat(stored())
                .as("in two batches, or twice in one")
                .containsExactlyInAnyOrderElementsOf(rows(0, 2 * BATCH));

        write(rows(0, BATCH), 0, 0);
        write(twice, 0, 2);
        assertThat(stored()).as("again from the beginning").containsExactlyInAnyOrderElementsOf(rows(0, 2 * BATCH));
    }

    @Test
    protected final void twoWritersAtOnceStoreEachRowOnce() throws Exception {
        write(rows(0, BATCH), 0, 0);
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
            try {
                write(rows(BATCH / 2, 2 * BATCH), 1, 0);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        write(rows(BATCH, 3 * BATCH), 0, 1);
        other.join();

        assertThat(stored()).containsExactlyInAnyOrderElementsOf(rows(0, 3 * BATCH));
    }

    @Test
    protected final void textsComeBackAsTheyWere() throws Exception {
        List<KeyedRow> rows = List.of(
                new KeyedRow("leer", ""),
                new KeyedRow("schön 日本", "Größe ≥ 5 – \u00a0\t\n\"'\\"),
                new KeyedRow("🙂", "👩‍👩‍👧 \uFEFF\u0000"),
                new KeyedRow("long", "long text ".repeat(10_000)));
        write(rows, 0, 0);

        assertThat(stored()).containsExactlyInAnyOrderElementsOf(rows);
    }

    @Test
    protected final void whateverIsRepeatedCutAndReorderedEachRowIsStoredOnce() throws Exception {
        long seed = Seeds.next(getClass().getSimpleName());
        Random random = new Random(seed);
        Set<KeyedRow> sent = new HashSet<>();
        for (int batch = 0; batch < 4; batch++) {
            int from = random.nextInt(3 * BATCH);
            List<KeyedRow> rows = new ArrayList<>(rows(from, from + random.nextInt(BATCH)));
            rows.addAll(rows.subList(0, rows.size() / 3));
            Collections.shuffle(rows, random);
            sent.addAll(rows);
            write(rows, 0, batch);
        }

        assertThat(stored()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(sent);
    }

    private static List<KeyedRow> rows(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new KeyedRow("key-" + i, "text " + i))
                .toList();
    }
}
