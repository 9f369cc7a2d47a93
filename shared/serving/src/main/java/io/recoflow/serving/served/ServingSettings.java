package io.recoflow.serving.served;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where what is served comes from. Goes to the executors.
 *
 * @param artifacts the folder of all model bundles
 * @param lake the folder of {@code popular_products} and {@code products}
 * @param refresh within this time, what is new is served
 * @param mostSimilar how many similar items are asked for
 * @param canary null where one version answers all
 * @param businessRules the file of the shop's rules; null where there is none
 * @param rulesAtStart what that file had when the job began, for a process that comes later and cannot read it; null
 *     before it was looked at
 */
public record ServingSettings(
        String artifacts,
        String lake,
        Duration refresh,
        int mostSimilar,
        @Nullable Canary canary,
        @Nullable String businessRules,
        @Nullable String rulesAtStart)
        implements Serializable {

    /** Without rules and canary. */
    public ServingSettings(String artifacts, String lake, Duration refresh, int mostSimilar) {
        this(artifacts, lake, refresh, mostSimilar, null, null, null);
    }

    /** The same with another version for some. */
    public ServingSettings withCanary(@Nullable Canary some) {
        return new ServingSettings(artifacts, lake, refresh, mostSimilar, some, businessRules, rulesAtStart);
    }

    /** The same with the shop's rules. */
    public ServingSettings withBusinessRules(@Nullable String file) {
        return new ServingSettings(artifacts, lake, refresh, mostSimilar, canary, file, null);
    }

    ServingSettings withRulesAtStart(@Nullable String text) {
        return new ServingSettings(artifacts, lake, refresh, mostSimilar, canary, businessRules, text);
    }
}
