package io.recoflow.bench.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.bench.recommend.Trial.Answers;
import org.junit.jupiter.api.Test;

final class TrialTest {

    @Test
    void holdsWhereAllIsPutAndAnsweredInTime() {
        assertThat(new Trial("floor", 3_000, 2_950, 999, Answers.COMPLETE).isHeld())
                .isTrue();
    }

    @Test
    void failsWhereAnAnswerIsMissing() {
        assertThat(new Trial("floor", 3_000, 3_000, 400, Answers.MISSING).isHeld())
                .isFalse();
    }

    @Test
    void failsWhereAnswersAreLate() {
        assertThat(new Trial("floor", 3_000, 3_000, 1_000, Answers.COMPLETE).isHeld())
                .isFalse();
    }

    @Test
    void failsWhereTheServerTakesLess() {
        assertThat(new Trial("floor", 3_000, 2_900, 400, Answers.COMPLETE).isHeld())
                .isFalse();
    }

    @Test
    void tellsWhatFailed() {
        assertThat(new Trial("micro-batch", 8_000, 7_990, 1_234, Answers.MISSING))
                .hasToString("micro-batch at 8,000/s failed: 7,990/s put, p99 1,234 ms, answers missing");
    }
}
