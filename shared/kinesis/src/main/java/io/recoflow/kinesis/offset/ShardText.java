package io.recoflow.kinesis.offset;

import io.recoflow.kinesis.offset.ShardPosition.AfterSequenceNumber;
import io.recoflow.kinesis.offset.ShardPosition.AtTimestamp;
import io.recoflow.kinesis.offset.ShardPosition.ShardEnd;
import io.recoflow.kinesis.offset.ShardPosition.TrimHorizon;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A shard of an offset in few characters: the position, a space, and by how many milliseconds what is complete ends
 * before the offset's time. A position is {@code T} (trim horizon), {@code @} and milliseconds since 1970 (a time), a
 * sequence number to the base 36, or {@code E} (the shard's end) and where its children begin. Of a shard's id {@code
 * shardId-} and zeros become {@code #}.
 */
final class ShardText {

    private static final String TRIM_HORIZON = "T";
    private static final String TIME = "@";
    private static final String END = "E";
    private static final int BASE = 36;
    private static final Pattern ID = Pattern.compile("(.*)shardId-(\\d{12})");
    private static final Pattern SHORT_ID = Pattern.compile("(.*)#(\\d{1,12})");

    private ShardText() {}

    static String of(ShardProgress progress, Instant time) {
        return of(progress.position()) + " "
                + Duration.between(progress.completeUntil(), time).toMillis();
    }

    /** @throws IllegalArgumentException where it is none */
    static ShardProgress progress(String text, Instant time) {
        int space = text.indexOf(' ');
        if (space < 0) {
            throw new IllegalArgumentException("Not a shard's progress: " + text);
        }
        return new ShardProgress(
                position(text.substring(0, space)), time.minusMillis(Long.parseLong(text.substring(space + 1))));
    }

    static String shortened(String shardId) {
        Matcher id = ID.matcher(shardId);
        return id.matches() ? id.group(1) + "#" + Long.parseLong(id.group(2)) : shardId;
    }

    static String expanded(String text) {
        Matcher id = SHORT_ID.matcher(text);
        return id.matches() ? id.group(1) + "shardId-%012d".formatted(Long.parseLong(id.group(2))) : text;
    }

    private static String of(ShardPosition position) {
        if (position instanceof AfterSequenceNumber after) {
            return new BigInteger(after.sequenceNumber()).toString(BASE);
        }
        if (position instanceof AtTimestamp at) {
            return TIME + at.time().toEpochMilli();
        }
        return position instanceof ShardEnd end ? END + of(end.childrenFrom()) : TRIM_HORIZON;
    }

    private static ShardPosition position(String text) {
        if (text.equals(TRIM_HORIZON)) {
            return new TrimHorizon();
        }
        if (text.startsWith(TIME)) {
            return new AtTimestamp(Instant.ofEpochMilli(Long.parseLong(text.substring(1))));
        }
        if (text.startsWith(END)) {
            return new ShardEnd(position(text.substring(1)));
        }
        return new AfterSequenceNumber(new BigInteger(text, BASE).toString());
    }
}
