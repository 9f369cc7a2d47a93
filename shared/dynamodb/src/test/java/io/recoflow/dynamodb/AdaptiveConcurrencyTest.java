package io.recoflow.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.dynamodb.AdaptiveConcurrency.Answer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

final class AdaptiveConcurrencyTest {

    private final AdaptiveConcurrency concurrency = new AdaptiveConcurrency(8);
    private final Queue<Integer> started = new ArrayDeque<>();

    @Test
    void noMoreRunThanMayAndTheFirstComesFirst() {
        ask(20);
        assertThat(started).hasSize(8).startsWith(0, 1, 2);

        concurrency.ended(Answer.FREE);
        assertThat(started).hasSize(9).endsWith(8);
    }

    @Test
    void whatIsTriedAgainComesBeforeWhatWaits() {
        ask(20);
        concurrency.runNext(() -> started.add(100));
        concurrency.ended(Answer.FREE);

        assertThat(started).hasSize(9).endsWith(100);
    }

    @Test
    void fullCongestionHalvesAWindowAndOneStays() {
        ask(100);
        end(8, Answer.CONGESTED);
        assertThat(concurrency.limit()).isEqualTo(4);
        end(7, Answer.CONGESTED);
        assertThat(concurrency.limit()).isEqualTo(1);
        end(5, Answer.CONGESTED);
        assertThat(concurrency.limit()).isEqualTo(1);
    }

    @Test
    void aPartOfCongestionLowersByHalfThatPart() {
        ask(100);
        end(6, Answer.FREE);
        end(2, Answer.CONGESTED);

        assertThat(concurrency.limit()).isEqualTo(7);
    }

    @Test
    void eachFreeWindowLetsOneMoreRun() {
        ask(100);
        end(8, Answer.CONGESTED);
        end(4, Answer.FREE);
        assertThat(concurrency.limit()).isEqualTo(5);
        end(5 + 6 + 7 + 8, Answer.FREE);
        assertThat(concurrency.limit()).isEqualTo(8);
    }

    @Test
    void aBusyKeySaysNothingOfTheTable() {
        ask(100);
        end(50, Answer.SILENT);

        assertThat(concurrency.limit()).isEqualTo(8);
        assertThat(started).hasSize(58);
    }

    private void ask(int requests) {
        for (int i = 0; i < requests; i++) {
            int request = i;
            concurrency.run(() -> started.add(request));
        }
    }

    private void end(int answers, Answer answer) {
        for (int i = 0; i < answers; i++) {
            concurrency.ended(answer);
        }
    }
}
