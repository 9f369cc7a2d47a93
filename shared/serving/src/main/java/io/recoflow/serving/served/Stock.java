package io.recoflow.serving.served;

import java.util.Set;

/**
 * What cannot be bought at the moment: of a snapshot of the lake's {@code products}.
 *
 * @param snapshot empty where the lake has none; then everything counts as in stock
 * @param soldOut product codes
 */
public record Stock(String snapshot, Set<String> soldOut) {

    static final Stock UNKNOWN = new Stock("", Set.of());

    public Stock {
        soldOut = Set.copyOf(soldOut);
    }
}
