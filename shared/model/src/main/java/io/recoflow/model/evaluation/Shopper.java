package io.recoflow.model.evaluation;

/**
 * Someone for whom the catalogue is ranked.
 *
 * @param customer place among the customers
 * @param seen items that a ranking may go by, and does not offer again; ascending
 * @param chosen items that were kept from it, at least one; ascending
 */
@SuppressWarnings("ArrayRecordComponent")
public record Shopper(int customer, int[] seen, int[] chosen) {}
