package io.recoflow.model.bundle;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A tower: an ONNX graph from features to an embedding. Each input has the shape {@code [rows]} or {@code [rows, 1]}.
 * The output {@code embedding}, which may have any name where it is the only one, has {@code [rows, dimension]}; an
 * output {@code constant} of {@code [rows]} or {@code [rows, 1]}, where there is one, is added to every score of a row. A
 * user tower that knows customers by their numbers says so by an output {@code known} of the same shape: more than 0 for
 * those that it knows.
 *
 * @param file below the bundle's folder
 * @param inputs in the graph's order
 */
public record TowerDescription(String file, List<TowerInput> inputs) {

    public TowerDescription {
        inputs = List.copyOf(inputs);
        Set<String> names = new HashSet<>();
        for (TowerInput input : inputs) {
            if (!names.add(input.name())) {
                throw new IllegalArgumentException(file + " has the input " + input.name() + " twice");
            }
        }
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException(file + " has no inputs");
        }
    }
}
