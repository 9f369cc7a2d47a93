package io.recoflow.serving.served;

import java.util.Set;

/**
 * What can be bought at the moment, and what cannot: of a snapshot of the lake's {@code products}.
 *
 * @param snapshot empty where the lake has none; then everything counts as in stock
 * @param inStock product codes
 * @param soldOut product codes
 */
public record Stock(String snapshot, Set<String> inStock, Set<String> soldOut) {

    static final Stock UNKNOWN = new Stock("", Set.of(), Set.of());

    public Stock {
        inStock = Set.copyOf(inStock);
        soldOut = Set.copyOf(soldOut);
    }

    /** Whether a product is in the catalogue and in stock. */
    public boolean offers(String productCode) {
        return snapshot.isEmpty() || inStock.contains(productCode);
    }
}
