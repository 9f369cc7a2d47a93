package io.recoflow.streaming.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.report.Console;
import io.recoflow.runtime.secret.Redactor;
import io.recoflow.streaming.query.SupervisedQuery.Need;
import io.recoflow.streaming.query.SupervisedQuery.Role;
import io.recoflow.streaming.query.SupervisedQuery.State;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries on a source that always has something, and that nobody can tell to end. */
final class SupervisedQueryTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final SparkSession SESSION = SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate();

    private final Path checkpoint;
    private final Set<Long> begun = ConcurrentHashMap.newKeySet();
    private final Set<Long> ended = ConcurrentHashMap.newKeySet();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final CountDownLatch release = new CountDownLatch(1);

    SupervisedQueryTest(@TempDir Path folder) {
        this.checkpoint = folder.resolve("checkpoint");
    }

    @Test
    void theBatchThatRunsGoesToItsEndWhateverTheSource() throws Exception {
        SupervisedQuery query = query(State.STATELESS);
        query.start();
        Awaitility.await().atMost(LIMIT).until(() -> !begun.isEmpty());
        Thread rest = new Thread(() -> {
            try {
                query.rest();
            } catch (TimeoutException e) {
                throw new IllegalStateException(e);
            }
        });
        rest.start();
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> rest.getState() == Thread.State.TIMED_WAITING || rest.getState() == Thread.State.WAITING);
        release.countDown();
        rest.join(LIMIT.toMillis());

        assertThat(rest.isAlive()).isFalse();
        assertThat(ended).contains(0L);
    }

    @Test
    void aQueryWithoutStateBeginsWhereTheFirstStartWasKilled() throws Exception {
        release.countDown();
        leftByAKilledStart();
        SupervisedQuery query = query(State.STATELESS);
        query.start();
        try {
            Awaitility.await().atMost(LIMIT).until(() -> !ended.isEmpty());
            query.check(Instant.now());
        } finally {
            query.stop();
        }
    }

    @Test
    void aQueryWithStateIsProtectedByWhatSparkChecks() throws Exception {
        release.countDown();
        leftByAKilledStart();
        SupervisedQuery query = query(State.STATEFUL);
        query.start();
        try {
            Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(failureOf(query))
                    .contains("checkpoint"));
            assertThat(ended).isEmpty();
        } finally {
            query.stop();
        }
    }

    /** Whatever fails, and also where it has never worked. */
    @Test
    void aQueryThatTheJobCanDoWithoutIsStartedAgainAfterAnyFailure() throws Exception {
        release.countDown();
        failures.set(3);
        SupervisedQuery query = query(Need.DEFERRABLE, State.STATELESS);
        query.start();
        try {
            // With a clock that is ahead, so that no pause is waited for.
            Instant now = Instant.now();
            Awaitility.await().atMost(LIMIT).until(() -> {
                query.check(now.plusSeconds(3_600L * asked.incrementAndGet()));
                return !ended.isEmpty();
            });
        } finally {
            query.stop();
        }
        assertThat(said.toString(UTF_8).lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("Warning: The query query ended: ")
                        && line.contains("nobody foresaw this")
                        && line.contains("It is started again in "))
                .anyMatch(line -> line.contains(" in 2 s"))
                .anyMatch(line -> line.contains(" in 4 s"))
                .anyMatch(line -> line.contains(" in 8 s"));
    }

    @Test
    void aQueryThatTheJobCanDoWithoutMayFailToStart() throws Exception {
        release.countDown();
        failures.set(0);
        AtomicInteger starts = new AtomicInteger();
        SupervisedQuery query = new SupervisedQuery(
                new Role("query", Need.DEFERRABLE, State.STATELESS, "clicks"),
                session -> {
                    if (starts.incrementAndGet() == 1) {
                        throw new IllegalStateException("nobody foresaw this");
                    }
                    return start(session);
                },
                List.of(),
                SESSION,
                console());
        query.start();
        try {
            assertThat(query.trouble()).contains("is waiting to be started again");
            query.check(Instant.now().plusSeconds(60));
            Awaitility.await().atMost(LIMIT).until(() -> !ended.isEmpty());
            assertThat(query.trouble()).isEmpty();
        } finally {
            query.stop();
        }
    }

    /** Nobody looks at it any more, and what it was to store is the next run's. */
    @Test
    void aQueryThatFailsWhileTheJobEndsIsTold() throws Exception {
        release.countDown();
        failures.set(1);
        SupervisedQuery query = query(Need.DEFERRABLE, State.STATELESS);
        query.start();
        Awaitility.await().atMost(LIMIT).until(() -> failures.get() == 0);
        query.rest();

        assertThat(query.leftover()).hasValueSatisfying(told -> assertThat(told)
                .contains("The query query did not run when the job ended", "waits in the stream clicks"));
    }

    /** Whether it would have worked this time, nobody knows. */
    @Test
    void aQueryThatWasJustStartedAgainWhenTheJobEndsIsTold() throws Exception {
        failures.set(1);
        SupervisedQuery query = query(Need.DEFERRABLE, State.STATELESS);
        query.start();
        Instant now = Instant.now();
        Awaitility.await().atMost(LIMIT).until(() -> {
            query.check(now.plusSeconds(3_600L * asked.incrementAndGet()));
            return failures.get() < 0;
        });
        query.stop();
        query.rest();

        assertThat(query.leftover()).isPresent();
    }

    @Test
    void aQueryThatAnswersEndsTheJob() throws Exception {
        release.countDown();
        failures.set(1);
        SupervisedQuery query = query(State.STATELESS);
        query.start();
        try {
            Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(failureOf(query))
                    .contains("nobody foresaw this"));
        } finally {
            query.stop();
        }
    }

    private void leftByAKilledStart() throws Exception {
        Path offsets = Files.createDirectories(checkpoint.resolve("offsets"));
        Files.writeString(offsets.resolve(".0.7e1f.tmp"), "v1");
    }

    private static String failureOf(SupervisedQuery query) {
        try {
            query.check(Instant.now());
            return "";
        } catch (JobException e) {
            return e.getMessage();
        }
    }

    private SupervisedQuery query(State state) {
        return query(Need.ESSENTIAL, state);
    }

    private SupervisedQuery query(Need need, State state) {
        return new SupervisedQuery(
                new Role("query", need, state, "clicks"), this::start, List.of(), SESSION, console());
    }

    private Console console() {
        PrintStream print = new PrintStream(said, true, UTF_8);
        return new Console(print, print, new Redactor());
    }

    private StreamingQuery start(SparkSession session) throws TimeoutException {
        return session.readStream()
                .format("rate")
                .option("rowsPerSecond", 100)
                .load()
                .writeStream()
                .option("checkpointLocation", checkpoint.toUri().toString())
                .trigger(Trigger.ProcessingTime(0))
                .foreachBatch((VoidFunction2<Dataset<Row>, Long>) this::process)
                .start();
    }

    private void process(Dataset<Row> batch, Long number) throws InterruptedException {
        begun.add(number);
        if (failures.getAndDecrement() > 0) {
            throw new IllegalStateException("nobody foresaw this");
        }
        if (release.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            ended.add(number);
        }
    }
}
