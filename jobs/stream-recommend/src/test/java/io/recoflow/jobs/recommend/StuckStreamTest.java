package io.recoflow.jobs.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.serving.ServingFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream of which nothing is heard: nobody knows whether shoppers wait. */
final class StuckStreamTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern LINE =
            Pattern.compile("Last 10 s: (\\d+) answered.*, oldest unanswered (\\d+\\.\\d) s, 0 queries down, ");

    private final ServingFixture shop;

    StuckStreamTest(@TempDir Path folder) {
        this.shop = new ServingFixture(TestSession.session(), folder).withPopularProducts();
    }

    @ParameterizedTest
    @ValueSource(strings = {"micro-batch", "real-time"})
    void theAgeOfWhatMayBeUnansweredGrowsWithTheClock(String latency) throws Exception {
        try (ActivityStreams streams = ActivityStreams.start()) {
            try (RunningJob job = RunningJob.start(streams, shop, "--latency", latency)) {
                streams.put("{\"session_id\":\"s1\"}");
                Awaitility.await().atMost(LIMIT).until(() -> streams.published().size() == 1);
                streams.answers(false);
                try {
                    Awaitility.await().atMost(LIMIT).until(() -> lines(job).stream()
                            .anyMatch(line -> line.answered() == 0 && line.oldest() >= 8));
                } finally {
                    streams.answers(true);
                }
                int before = lines(job).size();
                streams.put("{\"session_id\":\"s2\"}");
                Awaitility.await().atMost(LIMIT).until(() -> streams.published().size() == 2);
                Awaitility.await().atMost(LIMIT).until(() -> lines(job).size() > before + 1);
                if (latency.equals("micro-batch")) {
                    assertThat(lines(job).get(before + 1).oldest())
                            .as(job.said())
                            .isLessThan(5);
                }
            }
        }
    }

    private record Line(int answered, double oldest) {}

    private static List<Line> lines(RunningJob job) {
        return LINE.matcher(job.said())
                .results()
                .map(line -> new Line(Integer.parseInt(line.group(1)), Double.parseDouble(line.group(2))))
                .toList();
    }
}
