package io.recoflow.jobs.train.factorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.model.evaluation.Rating;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Held against the sum over all pairs, made in the plainest way. */
class BlockDescentTest {

    private static final int CUSTOMERS = 23;
    private static final int ITEMS = 17;
    private static final int DIMENSION = 4;

    private Random random = new Random();

    @BeforeEach
    void seed() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed + " (repeat with -Dseed=" + seed + ")");
        random = new Random(seed);
    }

    @Test
    void noWeightCanBeMovedToALowerSumOnceRankingsAreLearned() {
        everyBlockIsSolved(new Objective(0, 5, 0.3, 0.02, 0.01, 1));
    }

    @Test
    void norOnceRatingsAre() {
        everyBlockIsSolved(new Objective(3, 1, 0, 0.8, 0.4, 0.5));
    }

    @Test
    void oneCoreAndManyGiveTheSameBits() throws Exception {
        Objective objective = new Objective(0, 5, 0.3, 0.02, 0.01, 1);
        List<Rating> ratings = ratings(400, 300, 9_000);
        Shop first = new Shop(400, 300, ratings, objective, new Random(1));
        Shop second = new Shop(400, 300, ratings, objective, new Random(1));

        inPool(1, () -> first.sweep(3));
        inPool(3, () -> second.sweep(3));

        assertThat(second.customers.vectors).containsExactly(first.customers.vectors);
        assertThat(second.items.vectors).containsExactly(first.items.vectors);
    }

    private void everyBlockIsSolved(Objective objective) {
        Shop shop = new Shop(CUSTOMERS, ITEMS, ratings(CUSTOMERS, ITEMS, 90), objective, random);
        double before = shop.sum();
        for (int sweep = 0; sweep < 5; sweep++) {
            shop.sweep(1);
            double after = shop.sum();
            assertThat(after).isLessThanOrEqualTo(before + 1e-9);
            before = after;
        }
        // The items' ids were solved last, so none of them can be moved, whatever the others do.
        for (int place = 0; place < shop.items.idRows.length; place++) {
            for (double step : new double[] {-1e-3, 1e-3}) {
                int entity = shop.entityOf(place / DIMENSION);
                int at = entity * DIMENSION + place % DIMENSION;
                shop.items.idRows[place] += step;
                shop.items.vectors[at] += step;
                assertThat(shop.sum()).isGreaterThan(before);
                shop.items.idRows[place] -= step;
                shop.items.vectors[at] -= step;
            }
        }
    }

    private List<Rating> ratings(int customers, int items, int count) {
        return IntStream.range(0, count)
                .mapToObj(any -> random.nextInt(customers - 1) * items + random.nextInt(items - 1))
                .distinct()
                .sorted()
                .map(pair -> new Rating(pair / items, pair % items, 1 + random.nextInt(5)))
                .toList();
    }

    private static void inPool(int threads, Runnable work) throws Exception {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            pool.submit(work).get();
        } finally {
            pool.shutdown();
        }
    }

    /** Customers with a text and a number, items with a text that some lack; the last of both have no ratings. */
    private static final class Shop {

        private final Objective objective;
        private final Side customers;
        private final Side items;

        Shop(int customerCount, int itemCount, List<Rating> ratings, Objective objective, Random random) {
            this.objective = objective;
            Interactions rows = Interactions.of(customerCount, itemCount, ratings, objective);
            Interactions columns = rows.transposed();
            customers = new Side(
                    DIMENSION,
                    rows,
                    List.of(
                            Field.category(
                                    3,
                                    IntStream.range(0, customerCount)
                                            .map(i -> i % 3)
                                            .toArray()),
                            Field.number(random.doubles(customerCount, -1, 1).toArray())),
                    ids(rows));
            items = new Side(
                    DIMENSION,
                    columns,
                    List.of(Field.category(
                            4, IntStream.range(0, itemCount).map(i -> i % 5 - 1).toArray())),
                    ids(columns));
            items.scatter(0.1, 7);
        }

        void sweep(int times) {
            for (int i = 0; i < times; i++) {
                BlockDescent.improve(objective, customers, items);
                BlockDescent.improve(objective, items, customers);
            }
        }

        int entityOf(int id) {
            return IntStream.range(0, items.size())
                    .filter(entity -> items.ids.values()[entity] == id)
                    .findFirst()
                    .orElseThrow();
        }

        /** What is minimized, by its definition. */
        double sum() {
            double sum = price(customers, items) + price(items, customers);
            for (int customer = 0; customer < customers.size(); customer++) {
                for (int item = 0; item < items.size(); item++) {
                    if (customers.isActive(customer) && items.isActive(item)) {
                        sum += objective.allPairsWeight() * Math.pow(prediction(customer, item), 2);
                    }
                }
                for (int at = customers.interactions.starts()[customer];
                        at < customers.interactions.starts()[customer + 1];
                        at++) {
                    double error = customers.interactions.targets()[at]
                            - prediction(customer, customers.interactions.columns()[at]);
                    sum += error * error;
                }
            }
            return sum;
        }

        private double prediction(int customer, int item) {
            double sum = customers.vectors[customer * DIMENSION + DIMENSION - 1]
                    + items.vectors[item * DIMENSION + DIMENSION - 1];
            for (int k = 0; k < DIMENSION - 1; k++) {
                sum += customers.vectors[customer * DIMENSION + k] * items.vectors[item * DIMENSION + k];
            }
            return sum;
        }

        private double price(Side side, Side other) {
            List<Field> fields =
                    new ArrayList<>(side.shared.stream().map(each -> each.field).toList());
            fields.add(side.ids);
            List<double[]> rows = side.rows();
            double sum = 0;
            for (int f = 0; f < fields.size(); f++) {
                double[] seen = new double[fields.get(f).size()];
                for (int entity = 0; entity < side.size(); entity++) {
                    int value = fields.get(f).values()[entity];
                    if (value >= 0 && side.isActive(entity)) {
                        seen[value] += Math.pow(fields.get(f).amount(entity), 2)
                                * (side.interactions.count(entity)
                                        + objective.allPairsWeight() * other.interactions.active());
                    }
                }
                for (int value = 0; value < seen.length; value++) {
                    double price = objective.price(fields.get(f).id(), seen[value]);
                    for (int k = 0; k < DIMENSION; k++) {
                        double weight = rows.get(f)[value * DIMENSION + k];
                        sum += (k < DIMENSION - 1 ? price : Objective.biasPrice(price)) * weight * weight;
                    }
                }
            }
            return sum;
        }

        private static Field ids(Interactions interactions) {
            int[] values = new int[interactions.rows()];
            Arrays.fill(values, -1);
            int next = 0;
            for (int row = 0; row < values.length; row++) {
                if (interactions.count(row) > 0) {
                    values[row] = next++;
                }
            }
            return Field.ids(next, values);
        }
    }
}
