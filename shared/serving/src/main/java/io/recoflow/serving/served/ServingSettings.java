package io.recoflow.serving.served;

import java.io.Serializable;
import java.time.Duration;

/**
 * Where what is served comes from. Goes to the executors.
 *
 * @param artifacts the folder of all model bundles
 * @param lake the folder of {@code popular_products} and {@code products}
 * @param refresh within this time, what is new is served
 * @param mostSimilar how many similar items are asked for
 */
public record ServingSettings(String artifacts, String lake, Duration refresh, int mostSimilar)
        implements Serializable {}
