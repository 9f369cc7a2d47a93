package io.recoflow.model.store;

import io.recoflow.runtime.failure.Causes;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** Tells an outage of the database, which passes, from what will be so again, and says either in one line. */
final class StoreFailures {

    /** SQL states: 08 connection exception, 53 lack of resources, 57P shutdown, 40 rollback. */
    private static final Set<String> TEMPORARY_STATES = Set.of("08", "53", "40");

    private static final String SHUTDOWN = "57P";
    private static final String DISK_FULL = "53100";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String DUPLICATE_TABLE = "42P07";
    private static final String DEPENDENT_OBJECTS = "2BP01";
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String QUERY_CANCELED = "57014";

    private StoreFailures() {}

    /** Whether a failure is an outage of the database that may have passed when one tries again. */
    static boolean isTemporary(Throwable failure) {
        return Causes.find(failure, UnknownHostException.class).isEmpty()
                && Causes.find(failure, SQLException.class)
                        .map(StoreFailures::isOutage)
                        .orElse(false);
    }

    static boolean isLockTimeout(Throwable failure) {
        return failure instanceof SQLException sql && LOCK_NOT_AVAILABLE.equals(sql.getSQLState());
    }

    static boolean hasDependents(SQLException failure) {
        return DEPENDENT_OBJECTS.equals(failure.getSQLState());
    }

    static boolean isDuplicate(SQLException failure) {
        return UNIQUE_VIOLATION.equals(failure.getSQLState());
    }

    /** Whether the server ended the statement for its time, or somebody did. */
    static boolean isCancelled(SQLException failure) {
        return QUERY_CANCELED.equals(failure.getSQLState());
    }

    /** The end of the job for a failure of the database. */
    static JobException ended(SQLException failure, VectorDatabase database) {
        String state = String.valueOf(failure.getSQLState());
        String user = database.credentials().user();
        Optional<UnknownHostException> unknownHost = Causes.find(failure, UnknownHostException.class);
        ExitCode code = ExitCode.UNAVAILABLE;
        String cause = message(failure);
        String fix = "Check --vector-url and the rights of user " + user;
        if (unknownHost.isPresent()) {
            cause = "the host is unknown: " + unknownHost.get().getMessage();
            fix = "Check the host in --vector-url";
        } else if (state.startsWith("28")) {
            cause = "the database refused user " + user;
            fix = "Check --vector-user and RECOFLOW_VECTOR_PASSWORD, or --vector-secret";
        } else if (state.equals(DISK_FULL)) {
            code = ExitCode.STORAGE_FAILED;
            fix = "Give the database more storage, or keep fewer versions with --keep-versions";
        } else if (isCancelled(failure)) {
            cause = "the server ended a statement of the job: " + message(failure);
            fix = "Where it was statement_timeout, let loading take its time: ALTER ROLE " + user
                    + " SET statement_timeout = 0, or &options=-c%20statement_timeout=0 in --vector-url";
        } else if (state.equals(INSUFFICIENT_PRIVILEGE)) {
            fix = "Let user " + user + " create tables in the schema (GRANT USAGE, CREATE ON SCHEMA … TO " + user
                    + ") and own the views item_emb, user_emb and model_version";
        } else if (state.equals(DUPLICATE_TABLE)) {
            code = ExitCode.SCHEMA_MISMATCH;
            fix = "Rename or drop it: it is not this job's, and the job needs the name";
        } else if (state.equals(DEPENDENT_OBJECTS)) {
            code = ExitCode.SCHEMA_MISMATCH;
            fix = "Drop what depends on the views, since the dimension of the embeddings changed, and make it anew"
                    + " afterwards";
        } else if (isOutage(failure)) {
            cause = "it did not answer within --vector-timeout (" + message(failure) + ")";
            fix = "Check that the database runs and can be reached from here, then run the job again";
        }
        return new JobException(code, "Cannot use the vector database " + database.url(), cause, fix, failure);
    }

    private static boolean isOutage(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return (state.length() == 5 && TEMPORARY_STATES.contains(state.substring(0, 2)) && !state.equals(DISK_FULL))
                || state.startsWith(SHUTDOWN);
    }

    private static String message(SQLException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
