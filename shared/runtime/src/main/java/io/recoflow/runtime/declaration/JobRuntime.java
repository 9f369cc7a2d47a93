package io.recoflow.runtime.declaration;

import java.time.Duration;
import java.util.Optional;

/** How a job runs: to an end, or all day. */
public sealed interface JobRuntime {

    /**
     * A job that comes to an end.
     *
     * @param limit after which it is stopped, in whole minutes
     * @param tries how often it is started where it fails, at least 1
     * @param schedule empty where it is started by hand
     */
    record Batch(Duration limit, int tries, Optional<Schedule> schedule) implements JobRuntime {

        public Batch {
            if (limit.isNegative() || limit.isZero() || limit.toSecondsPart() != 0 || limit.getNano() != 0) {
                throw new IllegalArgumentException("The limit must be whole minutes, and is " + limit);
            }
            if (tries < 1) {
                throw new IllegalArgumentException("A job is tried at least once, not " + tries + " times");
            }
        }
    }

    /**
     * A job that runs all day, and is started again where it fails.
     *
     * @param failuresAnHour how many starts may fail within an hour, at least 1
     */
    record Streaming(int failuresAnHour) implements JobRuntime {

        public Streaming {
            if (failuresAnHour < 1) {
                throw new IllegalArgumentException("At least one failure an hour, not " + failuresAnHour);
            }
        }
    }

    /**
     * When a job is started.
     *
     * @param cron minute, hour, day of month, month, day of week, year, in UTC, as EventBridge Scheduler takes them
     * @param words the same for a person: {@code every night 02:00}
     */
    record Schedule(String cron, String words) {}
}
