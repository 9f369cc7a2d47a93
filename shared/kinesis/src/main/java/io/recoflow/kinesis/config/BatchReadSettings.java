package io.recoflow.kinesis.config;

import static io.recoflow.kinesis.config.KinesisOption.ENDING_POSITION;
import static io.recoflow.kinesis.config.KinesisOption.STARTING_POSITION;

import io.recoflow.kinesis.config.StartingPosition.Everywhere;
import io.recoflow.kinesis.config.StartingPosition.Latest;
import io.recoflow.kinesis.offset.ShardPosition.AtTimestamp;
import io.recoflow.kinesis.offset.ShardPosition.TrimHorizon;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of a batch query that reads, checked together.
 *
 * @param source what it has in common with a streaming query; what is for those only has its default
 * @param end arrival of the first record that is not read
 */
public record BatchReadSettings(SourceSettings source, Instant end) {

    /**
     * @param latest what {@code LATEST} means as the end
     * @throws IllegalArgumentException with everything that is wrong
     */
    public static BatchReadSettings of(Map<String, String> options, Instant latest) {
        OptionReader reader = new OptionReader(options, KinesisOption.Use.BATCH, List.of());
        StartingPosition start = start(reader);
        Instant end = reader.parsed(
                ENDING_POSITION,
                "LATEST or AT_TIMESTAMP with a time such as 2026-11-20T09:00:00Z",
                latest,
                text -> time(StartingPosition.parse(text), latest));
        if (start instanceof Everywhere everywhere
                && everywhere.position() instanceof AtTimestamp at
                && !at.time().isBefore(end)) {
            reader.problem("endingPosition " + end + " is not after startingPosition " + at.time());
        }
        BatchReadSettings settings = new BatchReadSettings(SourceSettings.read(reader, start), end);
        reader.check();
        return settings;
    }

    private static StartingPosition start(OptionReader reader) {
        StartingPosition oldest = new Everywhere(new TrimHorizon());
        return reader.isGiven(STARTING_POSITION)
                ? reader.parsed(
                        STARTING_POSITION,
                        StartingPosition.FORM + ", of which a batch query cannot begin at LATEST",
                        oldest,
                        BatchReadSettings::start)
                : oldest;
    }

    private static @Nullable StartingPosition start(String text) {
        StartingPosition position = StartingPosition.parse(text);
        return position instanceof Latest ? null : position;
    }

    private static @Nullable Instant time(@Nullable StartingPosition position, Instant latest) {
        if (position instanceof Latest) {
            return latest;
        }
        return position instanceof Everywhere everywhere && everywhere.position() instanceof AtTimestamp at
                ? at.time()
                : null;
    }
}
