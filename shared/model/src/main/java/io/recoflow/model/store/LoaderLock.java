package io.recoflow.model.store;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.failure.Retries;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Keeps a second loader of the same schema out, for as long as the connection lives. */
final class LoaderLock {

    /** The first half of the advisory lock's key; the other is the schema's. */
    private static final int KEY = 0x5ec0f10;

    private LoaderLock() {}

    /**
     * Takes the lock, waiting for another loader.
     *
     * @throws JobException with exit code 3 where the other one is still at it after the limit
     */
    static void take(Connection connection, Duration limit, LoadEvents events) throws Exception {
        try {
            Retries.within(
                    limit,
                    Busy.class::isInstance,
                    (tries, busy) -> {
                        if (tries == 1) {
                            events.progress("Another load is at work in this database; waiting for its end.");
                        }
                    },
                    () -> {
                        if (!isFree(connection)) {
                            throw new Busy();
                        }
                        return true;
                    });
        } catch (Busy busy) {
            throw new JobException(
                    ExitCode.UNAVAILABLE,
                    "Cannot load into the vector database",
                    "another load has been at work there for longer than --vector-timeout",
                    "Wait for its end and run the job again; where there is none, end the session that"
                            + " SELECT pid FROM pg_locks WHERE locktype = 'advisory' shows");
        }
    }

    private static boolean isFree(Connection connection) throws SQLException {
        return Sql.isTrue(connection, "SELECT pg_try_advisory_lock(" + KEY + ", hashtext(current_schema()))");
    }

    private static final class Busy extends RuntimeException {}
}
