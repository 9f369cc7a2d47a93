package io.recoflow.jobs.train.factorization;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * All customers, or all items, while they learn. An entity's vector is the sum over its fields of x times the row of its
 * value: K factors and a bias behind them.
 */
final class Side {

    final int dimension;
    final Interactions interactions;
    final Field ids;
    final List<SharedField> shared = new ArrayList<>();

    /** The rows of each shared field, and those of the ids. */
    final List<double[]> sharedRows = new ArrayList<>();

    final double[] idRows;

    /** By entity. */
    final double[] vectors;

    Side(int dimension, Interactions interactions, List<Field> fields, Field ids) {
        this.dimension = dimension;
        this.interactions = interactions;
        this.ids = ids;
        fields.forEach(field -> {
            shared.add(SharedField.of(field, interactions));
            sharedRows.add(new double[field.size() * dimension]);
        });
        this.idRows = new double[ids.size() * dimension];
        this.vectors = new double[interactions.rows() * dimension];
    }

    int size() {
        return interactions.rows();
    }

    boolean isActive(int entity) {
        return interactions.count(entity) > 0;
    }

    /** Small random factors of the ids: where all are 0, they stay. */
    void scatter(double deviation, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int entity = 0; entity < size(); entity++) {
            int id = ids.values()[entity];
            for (int k = 0; id >= 0 && k < dimension - 1; k++) {
                idRows[id * dimension + k] = deviation * random.nextGaussian();
            }
            if (id >= 0) {
                System.arraycopy(idRows, id * dimension, vectors, entity * dimension, dimension);
            }
        }
    }

    /**
     * Takes over what another side of the same entities has learned.
     *
     * @param counterparts of the shared fields
     */
    void adopt(Side other, List<FeatureBlock.Counterpart> counterparts) {
        for (int i = 0; i < shared.size(); i++) {
            FeatureBlock.Counterpart counterpart = counterparts.get(i);
            for (int value = 0; value < counterpart.places().length; value++) {
                int place = counterpart.places()[value];
                if (place >= 0) {
                    copyRow(other.sharedRows.get(counterpart.field()), place, sharedRows.get(i), value);
                }
            }
        }
        Arrays.fill(vectors, 0);
        for (int entity = 0; entity < size(); entity++) {
            int id = ids.values()[entity];
            int place = other.ids.values()[entity];
            if (id >= 0 && place >= 0) {
                copyRow(other.idRows, place, idRows, id);
            }
            for (int i = 0; i < shared.size(); i++) {
                Field field = shared.get(i).field;
                addRow(sharedRows.get(i), field.values()[entity], field.amount(entity), entity);
            }
            addRow(idRows, id, 1, entity);
        }
    }

    private void copyRow(double[] from, int row, double[] to, int place) {
        System.arraycopy(from, row * dimension, to, place * dimension, dimension);
    }

    private void addRow(double[] rows, int row, double amount, int entity) {
        for (int k = 0; row >= 0 && k < dimension; k++) {
            vectors[entity * dimension + k] += amount * rows[row * dimension + k];
        }
    }

    /** What the other side is multiplied with: the factors, and 1 for the bias. */
    double[] extended() {
        double[] extended = vectors.clone();
        for (int at = dimension - 1; at < extended.length; at += dimension) {
            extended[at] = 1;
        }
        return extended;
    }

    double[] biases() {
        double[] biases = new double[size()];
        for (int entity = 0; entity < biases.length; entity++) {
            biases[entity] = vectors[entity * dimension + dimension - 1];
        }
        return biases;
    }

    /** The rows as they are, the shared fields' in their order and the ids' behind them. */
    List<double[]> rows() {
        List<double[]> rows = new ArrayList<>();
        sharedRows.forEach(each -> rows.add(each.clone()));
        rows.add(Arrays.copyOf(idRows, idRows.length));
        return rows;
    }
}
