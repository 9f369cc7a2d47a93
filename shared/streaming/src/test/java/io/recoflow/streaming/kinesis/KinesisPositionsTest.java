package io.recoflow.streaming.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KinesisPositionsTest {

    private static final Instant FIRST_START = Instant.parse("2026-11-20T08:00:00.123456Z");

    /** Were it left to the queries, each would begin at the time of its own first start. */
    @ParameterizedTest
    @CsvSource({
        "LATEST, AT_TIMESTAMP 2026-11-20T08:00:00.123Z",
        "latest, AT_TIMESTAMP 2026-11-20T08:00:00.123Z",
        "Latest, AT_TIMESTAMP 2026-11-20T08:00:00.123Z",
        "trim_horizon, trim_horizon",
        "at_timestamp 2026-11-19t07:00:00z, at_timestamp 2026-11-19t07:00:00z"
    })
    void allQueriesBeginAtOnePositionHoweverItIsSpelt(String position, String settled) {
        assertThat(KinesisPositions.settled(position, () -> FIRST_START)).isEqualTo(settled);
    }
}
