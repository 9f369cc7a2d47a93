package io.recoflow.bench.recommend;

import java.util.List;

/**
 * How a figure changed over time.
 *
 * @param first after the warm-up
 * @param perHour slope of the line with the least squared distances, from the end of the warm-up on
 * @param perHourSecondHalf the same, over the second half of the whole
 */
public record Trend(String figure, double first, double last, double perHour, double perHourSecondHalf) {

    private static final double SECONDS_AN_HOUR = 3_600;

    /**
     * A figure at a time.
     *
     * @param second since the start
     */
    record Point(double second, double value) {}

    /**
     * @param points in the order of time, at least one after the warm-up
     * @param warmUpSeconds what came before is left out
     */
    static Trend of(String figure, List<Point> points, double warmUpSeconds) {
        double half = points.get(points.size() - 1).second() / 2;
        List<Point> warm = from(points, warmUpSeconds);
        return new Trend(
                figure,
                warm.get(0).value(),
                warm.get(warm.size() - 1).value(),
                slope(warm),
                slope(from(points, Math.max(half, warmUpSeconds))));
    }

    private static List<Point> from(List<Point> points, double second) {
        return points.stream().filter(point -> point.second() >= second).toList();
    }

    /** An hour's change, to one decimal; zero where there are not two points. */
    private static double slope(List<Point> points) {
        double meanSecond = points.stream().mapToDouble(Point::second).average().orElse(0);
        double meanValue = points.stream().mapToDouble(Point::value).average().orElse(0);
        double products = 0;
        double squares = 0;
        for (Point point : points) {
            double distance = point.second() - meanSecond;
            products += distance * (point.value() - meanValue);
            squares += distance * distance;
        }
        return squares == 0 ? 0 : Math.round(10 * SECONDS_AN_HOUR * products / squares) / 10.0;
    }
}
