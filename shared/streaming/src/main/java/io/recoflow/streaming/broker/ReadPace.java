package io.recoflow.streaming.broker;

import java.time.Duration;
import java.util.Optional;

/**
 * How soon a query wants records, and how many. Sources that have a pace of their own keep it.
 *
 * @param collecting how long a batch is collected, unless much comes sooner; zero for a batch as soon as there is something
 * @param bytesPerSecond most that is read of a shard in a second, as Spark writes sizes ({@code 512k}); empty for no limit
 */
public record ReadPace(Duration collecting, Optional<String> bytesPerSecond) {

    /** A batch as soon as there is something. */
    public static ReadPace immediate() {
        return new ReadPace(Duration.ZERO, Optional.empty());
    }

    /** A batch at every interval, or when much has come. */
    public static ReadPace collecting(Duration interval) {
        return new ReadPace(interval, Optional.empty());
    }

    /** The same, with a limit to what is read of a shard, so that the rest is left to others. */
    public ReadPace atMost(String size) {
        return new ReadPace(collecting, Optional.of(size));
    }
}
