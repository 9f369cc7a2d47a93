package io.recoflow.kinesis.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.kinesis.client.KinesisRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OldestFirstTest {

    private static final int SIZE = 100;

    private static final Map<String, List<KinesisRecord>> AVAILABLE =
            Map.of("a", arrivedAt(1, 2, 3, 9), "b", arrivedAt(4, 5), "c", arrivedAt());

    @Test
    void takesAllWithoutALimit() {
        assertThat(OldestFirst.take(AVAILABLE, BatchLimits.NONE, DriverTail.RECORDS))
                .isEqualTo(Map.of("a", 4, "b", 2, "c", 0));
    }

    @Test
    void takesWhatArrivedFirstOverAllShards() {
        assertThat(OldestFirst.take(AVAILABLE, new BatchLimits(4, Long.MAX_VALUE), DriverTail.RECORDS))
                .isEqualTo(Map.of("a", 3, "b", 1, "c", 0));
    }

    @Test
    void staysWithinTheBytes() {
        assertThat(OldestFirst.take(AVAILABLE, new BatchLimits(Long.MAX_VALUE, 2 * SIZE + 1), DriverTail.RECORDS))
                .isEqualTo(Map.of("a", 2, "b", 0, "c", 0));
    }

    @Test
    void takesOneRecordThatIsLargerThanTheLimit() {
        assertThat(OldestFirst.take(AVAILABLE, new BatchLimits(Long.MAX_VALUE, 1), DriverTail.RECORDS))
                .isEqualTo(Map.of("a", 1, "b", 0, "c", 0));
    }

    private static List<KinesisRecord> arrivedAt(long... millis) {
        return Arrays.stream(millis)
                .mapToObj(each -> new KinesisRecord(String.valueOf(each), 0, "key", new byte[SIZE], each))
                .toList();
    }
}
