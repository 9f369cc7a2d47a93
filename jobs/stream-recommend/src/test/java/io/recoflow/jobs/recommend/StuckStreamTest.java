package io.recoflow.jobs.recommend;

import io.recoflow.serving.ServingFixture;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream of which nothing is heard: nobody knows whether shoppers wait. */
final class StuckStreamTest {

    private static final Pattern LINE =
            Pattern.compile("Last 10 s: (\\d+) answered.*, oldest unanswered (\\d+\\.\\d) s, 0 queries down, ");

    private final ServingFixture shop;

    StuckStreamTest(@TempDir Path folder) {
        this.shop = new ServingFixture(TestSession.session(), folder).withPopularProducts();
    }

    @ParameterizedTest
    @ValueSource(strings = {"micro-batch", "real-time"})
    void theAgeOfWhatMayBeUnansweredGrowsWithTheClock(String latency) throws Exception {
        boolean batches = latency.equals("micro-batch");
        try (ActivityStreams streams = ActivityStreams.start();
                RunningJob job = RunningJob.start(streams, shop, "--latency", latency)) {
            streams.put("{\"session_id\":\"s1\"}");
            job.await(() -> streams.published().size() == 1);
            streams.answers(false);
            try {
                job.await(() -> oldest() >= 5_000);
                if (batches) {
                    job.await(() -> LINE.matcher(job.said())
                            .results()
                            .anyMatch(line -> line.group(1).equals("0") && Double.parseDouble(line.group(2)) >= 5));
                }
            } finally {
                streams.answers(true);
            }
            streams.put("{\"session_id\":\"s2\"}");
            job.await(() -> streams.published().size() == 2);
            if (batches) {
                job.await(() -> oldest() < 5_000);
            }
        }
    }

    private static long oldest() {
        return RunningJob.gauges("oldestUnansweredMillis").sum();
    }
}
