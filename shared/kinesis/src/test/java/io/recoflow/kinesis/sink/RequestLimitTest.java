package io.recoflow.kinesis.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.kinesis.client.OutgoingRecord;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How large a request may be after what became of those before. */
class RequestLimitTest {

    private static final int MEBIBYTE = 1 << 20;
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(4);
    private static final long SOON = Duration.ofMillis(900).toNanos();
    private static final long LATE = Duration.ofMillis(1_100).toNanos();

    private final RequestLimit limit = new RequestLimit(CALL_TIMEOUT);

    @Test
    void whatWasTooMuchIsHalvedOnceThoughSeveralWere() {
        limit.tooMuch(8 * MEBIBYTE);
        limit.tooMuch(8 * MEBIBYTE);

        assertThat(limit.bytes()).isEqualTo(4 * MEBIBYTE);
    }

    @Test
    void itNeverShrinksToNothing() {
        limit.tooMuch(10);
        assertThat(limit.bytes()).isEqualTo(4_096);
    }

    @Test
    void itDoublesWithAnAnswerThatLeavesTimeForIt() {
        limit.tooMuch(2 * MEBIBYTE);

        limit.answered(MEBIBYTE, LATE);
        assertThat(limit.bytes()).isEqualTo(MEBIBYTE);
        limit.answered(MEBIBYTE, SOON);
        assertThat(limit.bytes()).isEqualTo(2 * MEBIBYTE);
    }

    @Test
    void aSmallRequestSaysNothingOfALargeOne() {
        limit.tooMuch(2 * MEBIBYTE);

        limit.answered(MEBIBYTE / 4, SOON);

        assertThat(limit.bytes()).isEqualTo(MEBIBYTE);
    }

    @Test
    void itNeverGrowsBeyondWhatKinesisTakes() {
        limit.answered(10 * MEBIBYTE, SOON);
        assertThat(limit.bytes()).isEqualTo(10 * MEBIBYTE);
    }

    @Test
    void aRequestHasWhatFitsAndOneRecordAtLeast() {
        limit.tooMuch(2 * MEBIBYTE);

        assertThat(sizes(limit.first(records(MEBIBYTE / 2, MEBIBYTE / 2, 1), 500)))
                .containsExactly(MEBIBYTE / 2, MEBIBYTE / 2);
        assertThat(sizes(limit.first(records(3 * MEBIBYTE, 1), 500))).containsExactly(3 * MEBIBYTE);
        assertThat(sizes(limit.first(records(1, 1, 1), 2))).containsExactly(1, 1);
    }

    private static List<OutgoingRecord> records(int... sizes) {
        return Arrays.stream(sizes)
                .mapToObj(size -> new OutgoingRecord("", new byte[size]))
                .toList();
    }

    private static Stream<Integer> sizes(List<OutgoingRecord> records) {
        return records.stream().map(OutgoingRecord::size);
    }
}
