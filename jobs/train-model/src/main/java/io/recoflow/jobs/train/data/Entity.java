package io.recoflow.jobs.train.data;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer or an item.
 *
 * @param id customer number or product code
 * @param values of its feature columns, in their order: text that is trimmed, a {@link Double}, or null
 */
public record Entity(String id, List<@Nullable Object> values) implements Serializable {}
