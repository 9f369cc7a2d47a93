package io.recoflow.local.tour;

import io.recoflow.local.activity.ActivitySimulator;
import io.recoflow.local.activity.SentRecords;
import io.recoflow.local.activity.SimulatedTraffic;
import io.recoflow.local.kinesis.Kinesalite;
import io.recoflow.local.kinesis.client.LocalStreams;
import io.recoflow.local.kinesis.client.StreamLocation;
import io.recoflow.local.platformclient.PlatformClient;
import io.recoflow.local.platformclient.PlatformClientSettings;
import io.recoflow.local.platformclient.PlatformStatistics;
import io.recoflow.local.shop.SampleShop;
import io.recoflow.local.submit.SparkSubmit;
import io.recoflow.shop.recommendation.Recommendation;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The shop is open for a minute: its visitors browse, stream-recommend answers, and the lake keeps it all. */
final class StreamTour {
    private static final String ACTIVITY = "user-activity";
    private static final String RECOMMENDATIONS = "recommendations";
    private static final int SHARDS = 2;
    private static final int REMEMBERED_SESSIONS = 1_000;

    private static final int EVENTS_PER_SECOND = 100;
    private static final int SECONDS = 60;
    private static final SimulatedTraffic SHOPPERS =
            new SimulatedTraffic(EVENTS_PER_SECOND, SimulatedTraffic.DEFAULT_SHOPPERS, 0.1, 0.02, 0.01, 1);

    /** With a seed of its own, so that its events have other ids. */
    private static final SimulatedTraffic WARM_UP =
            new SimulatedTraffic(20, SimulatedTraffic.DEFAULT_SHOPPERS, 0.1, 0, 0, 2);

    private static final Duration WARM_UP_TIME = Duration.ofSeconds(5);
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration TRAFFIC_LIMIT = Duration.ofSeconds(2 * SECONDS);
    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(1);
    private static final Duration ARCHIVE_LIMIT = Duration.ofMinutes(1);

    private final SampleShop shop;
    private final Map<String, String> productNames;
    private final PrintStream out;

    StreamTour(SampleShop shop, Map<String, String> productNames, PrintStream out) {
        this.shop = shop;
        this.productNames = productNames;
        this.out = out;
    }

    /**
     * @param submit the job's jar, without arguments
     * @param directory holds the lake and the artifacts, and then the job's checkpoints
     * @throws DemoException when an event is not answered, the job fails or the lake does not add up
     */
    void show(SparkSubmit submit, Path directory) throws SQLException, InterruptedException {
        try (Kinesalite kinesis = Kinesalite.start()) {
            LocalStreams.create(kinesis.endpoint(), List.of(ACTIVITY, RECOMMENDATIONS), SHARDS);
            out.println("Kinesis at " + kinesis.endpoint() + ": " + ACTIVITY + " and " + RECOMMENDATIONS + ", " + SHARDS
                    + " shards each");
            SparkSubmit complete = complete(submit, kinesis.endpoint(), directory);
            out.println(String.join(" ", complete.command()));
            out.println();
            out.flush();
            try (PlatformClient platform = PlatformClient.open(
                            StreamLocation.local(kinesis.endpoint(), RECOMMENDATIONS),
                            PlatformClientSettings.DEFAULT.remembering(REMEMBERED_SESSIONS));
                    StreamJob job = StreamJob.start("stream-recommend", complete);
                    Archive archive = Archive.open(directory.resolve("lake"))) {
                show(kinesis.endpoint(), platform, job, archive);
            }
        } catch (IllegalStateException e) {
            throw new DemoException(String.valueOf(e.getMessage()));
        }
    }

    private void show(URI endpoint, PlatformClient platform, StreamJob job, Archive archive)
            throws SQLException, InterruptedException {
        StreamLocation activity = StreamLocation.local(endpoint, ACTIVITY);
        SentRecords warmUp = warmUp(activity, platform, job);
        platform.reset();
        out.println("The shop opens, for " + SECONDS + " s.");
        SentRecords sent = openShop(activity, platform, job);
        PlatformStatistics received = platform.statistics();
        out.println("All valid events are answered. Waiting until the lake has them.");
        long events = warmUp.total() + sent.total();
        awaitArchived(warmUp.activity() + sent.activity(), events, job, archive);
        job.end();
        new TrafficTour(out).show(sent, received);
        new SessionTour(productNames, out)
                .show(platform.rememberedSessions().stream()
                        .sorted()
                        .map(platform::answers)
                        .toList());
        new ArchiveTour(archive, out).show(events, warmUp.unanswered() + sent.unanswered());
    }

    /** Traffic until the job has answered for a while: what it loads and compiles first takes its time. */
    private SentRecords warmUp(StreamLocation activity, PlatformClient platform, StreamJob job)
            throws SQLException, InterruptedException {
        try (ActivitySimulator visitors = ActivitySimulator.start(activity, shop, WARM_UP)) {
            if (!job.await(time -> platform.awaitAnswered(1, time), START_LIMIT)) {
                throw new DemoException(
                        "stream-recommend answered nothing within " + START_LIMIT.toSeconds() + " s of its start");
            }
            job.pause(WARM_UP_TIME);
            visitors.stop();
            requireAnswers(visitors.eventIds(), platform, job);
            return visitors.sent();
        }
    }

    private SentRecords openShop(StreamLocation activity, PlatformClient platform, StreamJob job)
            throws SQLException, InterruptedException {
        int records = EVENTS_PER_SECOND * SECONDS;
        try (ActivitySimulator visitors = ActivitySimulator.start(activity, shop, SHOPPERS, records)) {
            if (!job.await(visitors::awaitEnd, TRAFFIC_LIMIT)) {
                throw new DemoException("Kinesis did not take " + records + " records within "
                        + TRAFFIC_LIMIT.toSeconds() + " s: the machine is too busy");
            }
            requireAnswers(visitors.eventIds(), platform, job);
            return visitors.sent();
        }
    }

    private static void requireAnswers(Set<String> eventIds, PlatformClient platform, StreamJob job)
            throws SQLException, InterruptedException {
        if (!job.await(time -> platform.awaitAnswered(eventIds, time), ANSWER_LIMIT)) {
            throw new DemoException("of " + eventIds.size() + " valid events only "
                    + platform.statistics().events() + " were answered within " + ANSWER_LIMIT.toSeconds()
                    + " s of the last");
        }
    }

    private static void awaitArchived(long valid, long events, StreamJob job, Archive archive)
            throws SQLException, InterruptedException {
        boolean complete = job.await(
                time -> {
                    if (archive.rows(Recommendation.TABLE) >= valid && archive.counted() >= events) {
                        return true;
                    }
                    job.pause(time);
                    return false;
                },
                ARCHIVE_LIMIT);
        if (!complete) {
            throw new DemoException("the lake has " + archive.rows(Recommendation.TABLE) + " of " + valid
                    + " recommendations and counts " + archive.counted() + " of " + events + " events, "
                    + ARCHIVE_LIMIT.toSeconds() + " s after the last answer");
        }
    }

    private static SparkSubmit complete(SparkSubmit submit, URI endpoint, Path directory) {
        return submit.sparkOption("--master", "local[6]")
                .environment("AWS_ACCESS_KEY_ID", "local")
                .environment("AWS_SECRET_ACCESS_KEY", "local")
                .environment("CBOR_ENABLED", "false")
                .arguments("--activity-stream", ACTIVITY)
                .arguments("--recommendations-stream", RECOMMENDATIONS)
                .arguments("--region", "us-east-1")
                .arguments("--aws-endpoint", endpoint.toString())
                .arguments("--starting-position", "TRIM_HORIZON")
                .arguments("--archive-interval", "10s")
                .arguments("--artifacts", "file://" + directory.resolve("artifacts"))
                .arguments("--lake", "file://" + directory.resolve("lake"))
                .arguments("--checkpoints", "file://" + directory.resolve("checkpoints"));
    }
}
