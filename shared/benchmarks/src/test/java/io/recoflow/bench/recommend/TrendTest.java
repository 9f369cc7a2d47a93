package io.recoflow.bench.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TrendTest {

    @Test
    void tellsTheHourlyChangeOfALine() {
        Trend trend = Trend.of("figure", line(1), 0);

        assertThat(trend).isEqualTo(new Trend("figure", 7, 607, 3_600, 3_600));
    }

    @Test
    void leavesTheWarmUpOut() {
        List<Trend.Point> points = IntStream.rangeClosed(0, 20)
                .mapToObj(i -> new Trend.Point(30 * i, i < 6 ? 1_000 * i : 50))
                .toList();

        assertThat(Trend.of("figure", points, 180)).isEqualTo(new Trend("figure", 50, 50, 0, 0));
    }

    @Test
    void tellsAChangeOfTheSecondHalfFromOneOfTheFirst() {
        List<Trend.Point> points = IntStream.rangeClosed(0, 20)
                .mapToObj(i -> new Trend.Point(30 * i, Math.min(i, 10)))
                .toList();

        Trend trend = Trend.of("figure", points, 0);

        assertThat(trend.perHour()).isPositive();
        assertThat(trend.perHourSecondHalf()).isZero();
    }

    private static List<Trend.Point> line(double perSecond) {
        return IntStream.rangeClosed(0, 20)
                .mapToObj(i -> new Trend.Point(30 * i, 7 + perSecond * 30 * i))
                .toList();
    }
}
