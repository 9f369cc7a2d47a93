package io.recoflow.streaming.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CheckpointIdentityTest {

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
    void allQueriesBeginAtOnePositionHoweverItIsSpelt(String position, String settled, @TempDir Path checkpoints) {
        CheckpointIdentity first = CheckpointIdentity.in(checkpoints.toUri().toString(), new Configuration(), position, () -> FIRST_START);
        CheckpointIdentity second = CheckpointIdentity.in(
                checkpoints.toUri().toString(), new Configuration(), position, () -> FIRST_START.plusSeconds(60));

        assertThat(first.startingPosition()).isEqualTo(settled);
        assertThat(second).isEqualTo(first);
    }
}
