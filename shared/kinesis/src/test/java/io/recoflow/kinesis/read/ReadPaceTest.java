package io.recoflow.kinesis.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.kinesis.read.ReadPace.Beat;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ReadPaceTest {

    private static final long MILLI = 1_000_000;
    private static final Duration INTERVAL = Duration.ofMillis(250);

    @Test
    void shardsInStepArePolledAtTheSameMoments() {
        ReadPace pace = new ReadPace(INTERVAL, Long.MAX_VALUE, Beat.COMMON);

        assertThat(LongStream.of(1_000, 1_003, 1_090).map(called -> pace.nextNanos(called * MILLI, 10)))
                .containsOnly(1_250 * MILLI);
    }

    @Test
    void aPollThatCameLateIsNotFollowedSoonByTheNext() {
        ReadPace pace = new ReadPace(INTERVAL, Long.MAX_VALUE, Beat.COMMON);

        for (long called = 1_000; called < 1_250; called++) {
            long pause = pace.nextNanos(called * MILLI, 10) / MILLI - called;
            assertThat(pause).as("after a call at %d ms", called).isBetween(125L, 375L);
        }
    }

    @Test
    void aShardOfItsOwnBeatIsPolledAnIntervalAfterTheLastTime() {
        ReadPace pace = new ReadPace(INTERVAL, Long.MAX_VALUE, Beat.OWN);

        assertThat(pace.nextNanos(1_090 * MILLI, 10)).isEqualTo(1_340 * MILLI);
        assertThat(pace.unansweredNanos(1_001 * MILLI)).isZero();
    }

    @Test
    void answersAreUnderWayForATenthOfTheBeat() {
        ReadPace pace = new ReadPace(INTERVAL, Long.MAX_VALUE, Beat.COMMON);

        assertThat(pace.unansweredNanos(1_000 * MILLI)).isEqualTo(25 * MILLI);
        assertThat(pace.unansweredNanos(1_020 * MILLI)).isEqualTo(5 * MILLI);
        assertThat(pace.unansweredNanos(1_025 * MILLI)).isZero();
        assertThat(pace.unansweredNanos(1_249 * MILLI)).isZero();
    }

    @Test
    void whatHasAMostOfBytesASecondPaysForThem() {
        ReadPace pace = new ReadPace(INTERVAL, 1_000, Beat.COMMON);

        assertThat(pace.nextNanos(1_000 * MILLI, 2_000)).isEqualTo(3_000 * MILLI);
    }
}
