package io.recoflow.model.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Versions that nobody needs any more. */
final class OldVersions {

    /** How long a drop waits for a reader; the next load tries again. */
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(1);

    private final Connection connection;
    private final VersionRegistry registry;
    private final LoadEvents events;

    OldVersions(Connection connection, VersionRegistry registry, LoadEvents events) {
        this.connection = connection;
        this.registry = registry;
        this.events = events;
    }

    /**
     * Drops what is beyond the newest, but never the served one. One that is being read, or that something else depends
     * on, stays with a warning.
     *
     * @param keep at least 1, the served one included
     * @return what was dropped, oldest first
     */
    List<String> drop(String served, int keep) throws SQLException {
        List<String> beyond = new ArrayList<>(registry.all().stream()
                .map(StoredVersion::version)
                .filter(version -> !version.equals(served))
                .skip(keep - 1L)
                .toList());
        Collections.reverse(beyond);
        List<String> dropped = new ArrayList<>();
        for (String version : beyond) {
            try {
                Sql.transaction(connection, () -> {
                    Sql.execute(connection, "SET LOCAL lock_timeout = " + LOCK_TIMEOUT.toMillis());
                    registry.remove(version);
                });
                dropped.add(version);
            } catch (SQLException e) {
                if (StoreFailures.isLockTimeout(e)) {
                    events.warning("Version " + version + " is being read; the next load drops it.");
                } else if (StoreFailures.hasDependents(e)) {
                    events.warning("Version " + version + " stays, because something else in the database depends on"
                            + " its tables.");
                } else {
                    throw e;
                }
            }
        }
        return dropped;
    }
}
