package io.recoflow.model.scoring;

import java.util.List;

/** A tower that knows in which column each of its inputs is. Safe for concurrent callers. */
public final class BoundTower {

    private final Tower tower;
    private final int[] columns;

    BoundTower(Tower tower, List<String> names) {
        this.tower = tower;
        this.columns = tower.inputs().stream()
                .mapToInt(input -> names.indexOf(input.name()))
                .toArray();
    }

    /** Embeds rows; in their order. Values that a tower cannot take become its neutral input. */
    public Vectors embed(FeatureTable rows) {
        return tower.embed(rows.rows(), (row, input) -> rows.value(row, columns[input]));
    }
}
