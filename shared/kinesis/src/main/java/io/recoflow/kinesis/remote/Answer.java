package io.recoflow.kinesis.remote;

import java.io.Serializable;
import java.util.Map;
import java.util.Set;

/**
 * The driver's answer to a report.
 *
 * @param tails those that are open; others are dropped
 * @param orders by tail id, where they have changed
 */
record Answer(Set<String> tails, Map<String, Order> orders) implements Serializable {}
