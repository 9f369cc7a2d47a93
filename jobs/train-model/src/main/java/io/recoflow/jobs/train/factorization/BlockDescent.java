package io.recoflow.jobs.train.factorization;

import io.recoflow.model.solve.NormalEquations;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One side's weights by exact block-coordinate least squares, where the other side stays: with z the other side's factors
 * and a 1 for the bias, the row of a value is moved by the Δ of
 *
 * <pre>(Σ x² (Σ z zᵀ over the entity's ratings + α₀ Σ z zᵀ over all) + λI) Δ = Σ x · gradient − λ · row</pre>
 *
 * over the entities that have the value. Values of one field do not depend on each other and are solved in parallel; sums
 * are made in an order that does not depend on how many do it.
 */
final class BlockDescent {

    /** Entities that one thread takes at a time. */
    private static final int CHUNK = 64;

    private final Objective objective;
    private final Side own;
    private final int dimension;
    private final double[] vectors;
    private final double[] biases;
    private final NormalEquations all;

    /** Σ z · bias over all of the other side. */
    private final double[] allBiases;

    private final int others;

    private BlockDescent(Objective objective, Side own, Side other) {
        this.objective = objective;
        this.own = own;
        this.dimension = own.dimension;
        this.vectors = other.extended();
        this.biases = other.biases();
        this.all = objective.allPairsWeight() == 0 ? new NormalEquations(dimension) : gramian(other, vectors);
        this.allBiases = objective.allPairsWeight() == 0 ? new double[dimension] : weighted(other, vectors, biases);
        this.others = other.interactions.active();
    }

    /** Solves every block of a side once: what entities share first, and then what each has alone. */
    static void improve(Objective objective, Side own, Side other) {
        BlockDescent descent = new BlockDescent(objective, own, other);
        for (int i = 0; i < own.shared.size(); i++) {
            descent.solveShared(own.shared.get(i), own.sharedRows.get(i));
        }
        descent.solveIds();
    }

    private void solveIds() {
        chunks(own.size()).parallel().forEach(chunk -> {
            NormalEquations equations = new NormalEquations(dimension);
            for (int entity = from(chunk); entity < to(chunk, own.size()); entity++) {
                int id = own.ids.values()[entity];
                if (id >= 0 && own.isActive(entity)) {
                    equations.reset(all, objective.allPairsWeight());
                    addRatings(equations, entity);
                    addGradient(entity, equations.right(), 0);
                    int seen = own.interactions.count(entity);
                    step(equations, own.idRows, id, objective.price(true, seen + unseen(1)));
                    add(equations.right(), 1, entity);
                }
            }
        });
    }

    private void solveShared(SharedField shared, double[] rows) {
        double[] gradients = gradients();
        Field field = shared.field;
        List<Integer> narrow = new ArrayList<>();
        for (int value = 0; value < field.size(); value++) {
            if (shared.chunks(value) == 1) {
                narrow.add(value);
            } else {
                solveWide(shared, value, rows, gradients);
            }
        }
        narrow.parallelStream().forEach(value -> {
            if (shared.mass[value] > 0) {
                NormalEquations equations = new NormalEquations(dimension);
                shared.addChunk(value, 0, vectors, equations);
                solve(equations, shared, value, rows, gradients);
            }
        });
    }

    /** A value whose matrix several make. */
    private void solveWide(SharedField shared, int value, double[] rows, double[] gradients) {
        NormalEquations equations = new NormalEquations(dimension);
        IntStream.range(0, shared.chunks(value))
                .parallel()
                .mapToObj(chunk -> {
                    NormalEquations part = new NormalEquations(dimension);
                    shared.addChunk(value, chunk, vectors, part);
                    return part;
                })
                .toList()
                .forEach(part -> equations.addMatrix(part, 1));
        solve(equations, shared, value, rows, gradients);
    }

    private void solve(NormalEquations equations, SharedField shared, int value, double[] rows, double[] gradients) {
        equations.addMatrix(all, objective.allPairsWeight() * shared.mass[value]);
        double[] right = equations.right();
        for (int at = shared.starts[value]; at < shared.starts[value + 1]; at++) {
            int entity = shared.entities[at];
            double amount = own.isActive(entity) ? shared.field.amount(entity) : 0;
            for (int k = 0; k < dimension; k++) {
                right[k] += amount * gradients[entity * dimension + k];
            }
        }
        step(equations, rows, value, objective.price(false, shared.seen[value] + unseen(shared.mass[value])));
        for (int at = shared.starts[value]; at < shared.starts[value + 1]; at++) {
            int entity = shared.entities[at];
            add(right, shared.field.amount(entity), entity);
        }
    }

    /** Solves for Δ and adds it to a row. */
    private void step(NormalEquations equations, double[] rows, int row, double price) {
        double[] right = equations.right();
        for (int k = 0; k < dimension; k++) {
            double own = k < dimension - 1 ? price : Objective.biasPrice(price);
            equations.addToDiagonal(k, own);
            right[k] -= own * rows[row * dimension + k];
        }
        equations.solve();
        for (int k = 0; k < dimension; k++) {
            rows[row * dimension + k] += right[k];
        }
    }

    private double unseen(double mass) {
        return mass * objective.allPairsWeight() * others;
    }

    private void add(double[] change, double amount, int entity) {
        for (int k = 0; k < dimension; k++) {
            own.vectors[entity * dimension + k] += amount * change[k];
        }
    }

    private double[] gradients() {
        double[] gradients = new double[own.vectors.length];
        chunks(own.size()).parallel().forEach(chunk -> {
            for (int entity = from(chunk); entity < to(chunk, own.size()); entity++) {
                if (own.isActive(entity)) {
                    addGradient(entity, gradients, entity * dimension);
                }
            }
        });
        return gradients;
    }

    /** Σ (target − prediction) z over the entity's ratings, minus α₀ Σ prediction z over all. */
    private void addGradient(int entity, double[] gradient, int to) {
        Interactions interactions = own.interactions;
        int at = entity * dimension;
        for (int i = interactions.starts()[entity]; i < interactions.starts()[entity + 1]; i++) {
            int other = interactions.columns()[i];
            double error = interactions.targets()[i]
                    - biases[other]
                    - product(own.vectors, at, vectors, other * dimension, dimension);
            for (int k = 0; k < dimension; k++) {
                gradient[to + k] += error * vectors[other * dimension + k];
            }
        }
        double weight = objective.allPairsWeight();
        if (weight > 0) {
            all.multiply(own.vectors, at, -weight, gradient, to);
            for (int k = 0; k < dimension; k++) {
                gradient[to + k] -= weight * allBiases[k];
            }
        }
    }

    private void addRatings(NormalEquations equations, int entity) {
        int[] columns = own.interactions.columns();
        int at = own.interactions.starts()[entity];
        int end = own.interactions.starts()[entity + 1];
        for (; at + 4 <= end; at += 4) {
            equations.addOuters(
                    vectors,
                    columns[at] * dimension,
                    columns[at + 1] * dimension,
                    columns[at + 2] * dimension,
                    columns[at + 3] * dimension);
        }
        for (; at < end; at++) {
            equations.addOuter(vectors, columns[at] * dimension, 1);
        }
    }

    /** Four sums at a time, which do not wait for each other. */
    static double product(double[] a, int atA, double[] b, int atB, int size) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int k = 0;
        for (; k + 4 <= size; k += 4) {
            first += a[atA + k] * b[atB + k];
            second += a[atA + k + 1] * b[atB + k + 1];
            third += a[atA + k + 2] * b[atB + k + 2];
            fourth += a[atA + k + 3] * b[atB + k + 3];
        }
        for (; k < size; k++) {
            first += a[atA + k] * b[atB + k];
        }
        return first + second + (third + fourth);
    }

    private static NormalEquations gramian(Side side, double[] vectors) {
        NormalEquations sum = new NormalEquations(side.dimension);
        chunks(side.size())
                .parallel()
                .mapToObj(chunk -> {
                    NormalEquations part = new NormalEquations(side.dimension);
                    for (int entity = from(chunk); entity < to(chunk, side.size()); entity++) {
                        if (side.isActive(entity)) {
                            part.addOuter(vectors, entity * side.dimension, 1);
                        }
                    }
                    return part;
                })
                .toList()
                .forEach(part -> sum.addMatrix(part, 1));
        return sum;
    }

    private static double[] weighted(Side side, double[] vectors, double[] weights) {
        double[] sum = new double[side.dimension];
        for (int entity = 0; entity < side.size(); entity++) {
            for (int k = 0; side.isActive(entity) && k < side.dimension; k++) {
                sum[k] += weights[entity] * vectors[entity * side.dimension + k];
            }
        }
        return sum;
    }

    private static IntStream chunks(int size) {
        return IntStream.range(0, (size + CHUNK - 1) / CHUNK);
    }

    private static int from(int chunk) {
        return chunk * CHUNK;
    }

    private static int to(int chunk, int size) {
        return Math.min(size, chunk * CHUNK + CHUNK);
    }
}
