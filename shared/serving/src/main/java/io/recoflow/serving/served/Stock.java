package io.recoflow.serving.served;

import java.util.Map;
import java.util.Set;

/**
 * What may be offered at the moment, and what not: of a snapshot of the lake's {@code products}, and the shop's rules.
 *
 * @param snapshot empty where the lake has none; then everything counts as in stock
 * @param rules the version of the rules; empty where there are none
 * @param offered product codes: what is in stock and not excluded
 * @param soldOut product codes
 * @param excluded product codes, by the rules
 * @param boosts what is added to the model's scores, by product code; none is 0
 */
public record Stock(
        String snapshot,
        String rules,
        Set<String> offered,
        Set<String> soldOut,
        Set<String> excluded,
        Map<String, Float> boosts) {

    static final Stock UNKNOWN = new Stock("", "", Set.of(), Set.of(), Set.of(), Map.of());

    public Stock {
        offered = Set.copyOf(offered);
        soldOut = Set.copyOf(soldOut);
        excluded = Set.copyOf(excluded);
        boosts = Map.copyOf(boosts);
    }

    /** Whether a product is in the catalogue and in stock, and no rule excludes it. */
    public boolean offers(String productCode) {
        return snapshot.isEmpty() || offered.contains(productCode);
    }

    /** The same text for the same snapshot and rules. */
    String version() {
        return version(snapshot, rules);
    }

    static String version(String snapshot, String rules) {
        return rules.isEmpty() ? snapshot : snapshot + " with business rules " + rules;
    }
}
