package io.recoflow.model.check;

import io.recoflow.model.scoring.BoundTower;
import io.recoflow.model.scoring.FeatureTable;
import io.recoflow.model.scoring.Tower;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a tower takes, in one thread.
 *
 * @param one row, as in real-time mode
 * @param together {@value #TOGETHER} rows, as many as micro-batches score at once
 */
public record TowerTiming(Duration one, Duration together) {

    public static final int TOGETHER = 256;

    private static final int RUNS = 20;
    private static final Duration LIMIT = Duration.ofSeconds(5);

    static TowerTiming of(Tower tower) {
        BoundTower bound =
                tower.bind(tower.inputs().stream().map(input -> input.name()).toList());
        return new TowerTiming(shortest(bound, 1), shortest(bound, TOGETHER));
    }

    /** Of several runs the one that nothing came between; of a slow tower, of few. */
    private static Duration shortest(BoundTower tower, int rows) {
        FeatureTable nothing = new FeatureTable() {
            @Override
            public int rows() {
                return rows;
            }

            @Override
            public @Nullable Object value(int row, int column) {
                return null;
            }
        };
        long begin = System.nanoTime();
        long shortest = Long.MAX_VALUE;
        for (int run = 0; run < RUNS && System.nanoTime() - begin < LIMIT.toNanos(); run++) {
            long start = System.nanoTime();
            tower.embed(nothing);
            shortest = Math.min(shortest, System.nanoTime() - start);
        }
        return Duration.ofNanos(shortest);
    }
}
