package io.recoflow.jobs.train.factorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.recoflow.jobs.train.data.Entity;
import io.recoflow.jobs.train.data.FeatureColumn;
import io.recoflow.jobs.train.data.TrainingData;
import io.recoflow.model.evaluation.Rating;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FactorizationTest {

    private static final int CUSTOMERS = 12;
    private static final int ITEMS = 9;
    private static final Objective OBJECTIVE = new Objective(0, 5, 0.3, 0.02, 0.01, 1);

    /** The first customer and the first item have values that nobody else has, so that all others' places move. */
    private final TrainingData data = new TrainingData(
            "s",
            List.of(
                    new FeatureColumn("city", FeatureColumn.Kind.TEXT),
                    new FeatureColumn("limit", FeatureColumn.Kind.NUMBER)),
            List.of(new FeatureColumn("line", FeatureColumn.Kind.TEXT)),
            IntStream.range(0, CUSTOMERS)
                    .mapToObj(i -> new Entity("c" + i, List.of(i == 0 ? "Aachen" : "city " + i % 3, 10.0 * i)))
                    .toList(),
            IntStream.range(0, ITEMS)
                    .mapToObj(i -> new Entity("i" + i, List.of(i == 0 ? "a line" : "line " + i % 2)))
                    .toList(),
            ratings(0));

    @Test
    void goingOnBeginsWithWhatWasLearned() {
        Factorization model = swept(data.ratings());

        Factorization next = model.goingOn(data, data.ratings(), 8);

        for (int customer = 0; customer < CUSTOMERS; customer++) {
            for (int item = 0; item < ITEMS; item++) {
                assertThat(next.score(customer, item)).isCloseTo(model.score(customer, item), offset(1e-12));
            }
        }
    }

    @Test
    void valuesThatWereNotKnownBeginAnewAndTheOthersKeepTheirs() {
        Factorization model = swept(ratings(1));

        FactorModel next = model.goingOn(data, data.ratings(), 8).model();

        FactorModel before = model.model();
        assertThat(row(next, 0, 0)).containsOnly(0);
        for (int city = 0; city < 3; city++) {
            assertThat(row(next, 0, city + 1)).containsExactly(row(before, 0, city));
        }
        assertThat(row(next, 1, 0)).as("the number's").containsExactly(row(before, 1, 0));
        assertThat(row(next, 2, 0)).as("the first customer's").containsOnly(0);
        for (int customer = 1; customer < CUSTOMERS; customer++) {
            assertThat(row(next, 2, customer)).containsExactly(row(before, 2, customer - 1));
        }
    }

    private Factorization swept(List<Rating> ratings) {
        Factorization model = new Factorization(data, ratings, OBJECTIVE, 4, 7);
        model.sweep();
        model.sweep();
        return model;
    }

    /** Of each pair but some; none of customers and items before the first. */
    private static List<Rating> ratings(int first) {
        return IntStream.range(0, CUSTOMERS * ITEMS)
                .filter(pair -> pair % 5 != 0 && pair / ITEMS >= first && pair % ITEMS >= first)
                .mapToObj(pair -> new Rating(pair / ITEMS, pair % ITEMS, 1 + pair % 5))
                .toList();
    }

    private static double[] row(FactorModel model, int field, int row) {
        double[] rows = model.customers().rows().get(field);
        return Arrays.copyOfRange(rows, row * 4, row * 4 + 4);
    }
}
