package io.recoflow.bench.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LagTest {

    private static final int RATE = 1_000;

    @Test
    void aSteadyLagIsHeldHoweverLongItIs() {
        assertThat(lag(60_000, 5_000, 5_400).isHeld()).isTrue();
    }

    @Test
    void aLagThatGrowsByMoreThanHalfASecondIsNotHeld() {
        assertThat(lag(60_000, 300, 900).isHeld()).isFalse();
    }

    @Test
    void aRateThatWasNotPutIsNotHeld() {
        assertThat(lag(59_000, 300, 300).isHeld()).isFalse();
    }

    @Test
    void whatFailedIsNotHeld() {
        assertThat(Lag.NONE.isHeld()).isFalse();
    }

    @Test
    void tellsTheLagInSeconds() {
        assertThat(lag(60_000, 300, 900))
                .hasToString("not held for 60 s, 1,000/s were put, the lag went from 0.30 s to 0.90 s");
    }

    private static Lag lag(long sent, double first, double last) {
        return new Lag(RATE, 60, sent, sent, first, last);
    }
}
