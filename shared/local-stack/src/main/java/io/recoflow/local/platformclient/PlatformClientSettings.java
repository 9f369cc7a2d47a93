package io.recoflow.local.platformclient;

import java.time.Duration;

/**
 * How a {@link PlatformClient} reads.
 *
 * @param pollInterval time between two requests for a shard; Kinesis allows five a second. Positive
 * @param startingPosition where it begins; in shards that appear later it begins with the first record
 * @param rememberedSessions of how many sessions, the first to be answered, it keeps the answers; 0 or more
 */
public record PlatformClientSettings(Duration pollInterval, StartingPosition startingPosition, int rememberedSessions) {
    /** Five requests a second for each shard, what is put from now on, no session remembered. */
    public static final PlatformClientSettings DEFAULT =
            new PlatformClientSettings(Duration.ofMillis(200), StartingPosition.LATEST, 0);

    /** Named as in Kinesis. */
    public enum StartingPosition {
        /** What is put after the client was opened. */
        LATEST,
        /** The oldest that the stream still has. */
        TRIM_HORIZON
    }

    /** @throws IllegalArgumentException when a number is out of its range */
    public PlatformClientSettings {
        if (pollInterval.isNegative() || pollInterval.isZero()) {
            throw new IllegalArgumentException("Cannot poll every " + pollInterval
                    + ": requests need some time between them. Use a positive time, such as 200 ms");
        }
        if (rememberedSessions < 0) {
            throw new IllegalArgumentException(
                    "Cannot remember " + rememberedSessions + " sessions: it is a count. Use 0 or more");
        }
    }

    /** The same, but keeping the answers of the first sessions. */
    public PlatformClientSettings remembering(int sessions) {
        return new PlatformClientSettings(pollInterval, startingPosition, sessions);
    }

    /** The same, but beginning elsewhere. */
    public PlatformClientSettings from(StartingPosition position) {
        return new PlatformClientSettings(pollInterval, position, rememberedSessions);
    }
}
