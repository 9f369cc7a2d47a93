package io.recoflow.streaming.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class StreamRecordTest {

    private static final Instant EIGHT = Instant.parse("2026-11-20T08:00:00Z");

    /** The longest number that Kinesis documents. */
    private static final String LONGEST = "9".repeat(129);

    @Test
    void recordsSortByArrivalThenByNumberThenByPlace() {
        List<StreamRecord> sorted = List.of(
                // From another shard, whose numbers are greater.
                record(EIGHT, "shard-2", LONGEST, 0),
                record(EIGHT.plusMillis(1), "shard-1", "9", 0),
                record(EIGHT.plusMillis(1), "shard-1", "9", 2),
                record(EIGHT.plusMillis(1), "shard-1", "9", 10),
                record(EIGHT.plusMillis(1), "shard-1", "10", 0),
                record(EIGHT.plusMillis(1), "shard-1", "49668899999999999999999999999999999999999999999999999999", 0),
                record(EIGHT.plusMillis(1), "shard-1", LONGEST, 0),
                record(EIGHT.plusSeconds(1), "shard-1", "1", 0));
        List<StreamRecord> shuffled = new ArrayList<>(sorted);
        Collections.shuffle(shuffled, new Random(1));

        assertThat(shuffled.stream().sorted(Comparator.comparing(StreamRecord::order)))
                .containsExactlyElementsOf(sorted);
    }

    @Test
    void textsOfTheSameRecordAreTheSameAndOfAnyOtherAreNot() {
        assertThat(Stream.of(
                                record(EIGHT, "shard-1", "1", 0),
                                record(EIGHT, "shard-1", "11", 0),
                                record(EIGHT, "shard-1", "1", 1))
                        .map(StreamRecord::order))
                .doesNotHaveDuplicates();
        assertThat(record(EIGHT, "shard-1", "1", 0).order())
                .isEqualTo(record(EIGHT, "shard-1", "1", 0).order());
    }

    private static StreamRecord record(Instant arrivedAt, String shard, String number, long place) {
        return new StreamRecord(new byte[0], "stream", shard, number, place, "key", arrivedAt);
    }
}
