package io.recoflow.bench.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ArrivalsTest {

    private static final long SENT = 1_000;

    @Test
    void countsDistinctRecordsAndDuplicates() {
        try (Arrivals arrivals = Arrivals.open(10)) {
            arrivals.add(RecordBody.of(3, SENT), SENT + 5);
            arrivals.add(RecordBody.of(4, SENT), SENT + 7);
            arrivals.add(RecordBody.of(3, SENT), SENT + 9);

            assertThat(arrivals.distinct()).isEqualTo(2);
            assertThat(arrivals.duplicates()).isEqualTo(1);
        }
    }

    @Test
    void givesTheFirstLatencyOfWhatArrivedOfARange() {
        try (Arrivals arrivals = Arrivals.open(10)) {
            arrivals.add(RecordBody.of(2, SENT), SENT + 1);
            arrivals.add(RecordBody.of(3, SENT), SENT + 5);
            arrivals.add(RecordBody.of(3, SENT), SENT + 9);
            arrivals.add(RecordBody.of(5, SENT), SENT + 7);

            assertThat(arrivals.latencies(3, 6)).containsExactly(5L, 7L);
        }
    }

    @Test
    void areFoundByNameUntilTheyAreClosed() {
        Arrivals arrivals = Arrivals.open(1);
        assertThat(Arrivals.named(arrivals.name())).isSameAs(arrivals);

        arrivals.close();
        assertThatThrownBy(() -> Arrivals.named(arrivals.name())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aRecordHasTheSizeThatIsTold() {
        assertThat(RecordBody.of(1, SENT)).hasSize(300);
    }
}
