package io.recoflow.dynamodb;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which table, how it is reached and how fast; goes to the executors, so it holds no secrets.
 *
 * @param table its name or ARN
 * @param region null for the one of the SDK's default chain
 * @param endpoint null for the region's own
 * @param key the attribute by which an item is known, a text
 * @param order the attribute, a text, by which of two items with one key the greater is the newer
 * @param concurrency most puts of this process at a time, at least 1
 * @param patience how long a single item is tried
 */
public record TableSettings(
        String table,
        @Nullable String region,
        @Nullable String endpoint,
        String key,
        String order,
        int concurrency,
        Duration patience)
        implements Serializable {

    public TableSettings {
        if (concurrency < 1) {
            throw new IllegalArgumentException("At least one put at a time, not " + concurrency);
        }
    }
}
