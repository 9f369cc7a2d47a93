package io.recoflow.model.bundle;

import java.util.Optional;

/**
 * A feature that a tower takes.
 *
 * @param name of the feature in a row, and of the tower's input
 * @param neutral of a number: what stands in for one that is missing, text that is no number, or not finite; 0 where
 *     empty. Missing text is the empty text, which a tower treats as any other that it does not know
 */
public record TowerInput(String name, InputType type, Optional<Double> neutral) {

    public TowerInput {
        if (name.isBlank()) {
            throw new IllegalArgumentException("An input has no name");
        }
        if (neutral.isPresent() && !Double.isFinite(neutral.get())) {
            throw new IllegalArgumentException("The neutral value of " + name + " is not finite");
        }
    }

    public static TowerInput text(String name) {
        return new TowerInput(name, InputType.STRING, Optional.empty());
    }

    public static TowerInput number(String name, double neutral) {
        return new TowerInput(name, InputType.FLOAT, Optional.of(neutral));
    }
}
