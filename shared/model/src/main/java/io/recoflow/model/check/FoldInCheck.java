package io.recoflow.model.check;

import io.recoflow.model.bundle.Manifest;
import io.recoflow.model.bundle.TowerDescription;
import io.recoflow.model.scoring.Vectors;
import java.util.List;

/** Whether a user tower gives what a session can be folded into. */
final class FoldInCheck {

    private FoldInCheck() {}

    /** @param vectors of a row of which nothing is known */
    static List<String> problems(Manifest manifest, TowerDescription tower, Vectors vectors) {
        int last = manifest.dimension() - 1;
        return manifest.foldIn().isPresent() && tower.equals(manifest.userTower()) && vectors.embeddings()[last] != 1
                ? List.of(tower.file() + " gives embeddings that end with " + vectors.embeddings()[last]
                        + ", and foldIn needs a 1 there: it moves the constant, and not the item's bias")
                : List.of();
    }
}
