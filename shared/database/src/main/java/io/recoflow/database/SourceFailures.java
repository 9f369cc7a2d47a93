package io.recoflow.database;

import io.recoflow.runtime.failure.Causes;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.Set;

/** Tells an outage of the source, which passes, from what will be so again, and says either in one line. */
public final class SourceFailures {

    /** SQL states: 08 connection exception, 53 and 57P PostgreSQL's lack of resources and shutdown, 40 rollback. */
    private static final Set<String> TEMPORARY_STATES = Set.of("08", "53", "40");

    private static final String SHUTDOWN_STATE = "57P";

    /**
     * MySQL's own numbers: too many connections, shutdown in progress, lock wait timeout, deadlock, query interrupted,
     * connection killed, server gone; 1203 and 1226: too many connections of one user.
     */
    private static final Set<Integer> TEMPORARY_ERRORS =
            Set.of(1040, 1053, 1203, 1205, 1213, 1226, 1317, 1927, 2006, 2013);

    private SourceFailures() {}

    /** Whether a failure is an outage of the source that may have passed when one tries again. */
    public static boolean isTemporary(Throwable failure) {
        return Causes.find(failure, UnknownHostException.class).isEmpty()
                && ConnectionFault.in(failure).isEmpty()
                && Causes.find(failure, SQLException.class)
                        .map(SourceFailures::isOutage)
                        .orElse(false);
    }

    /** The end of the job (exit code 3) for a failure of the source, or empty where it is another's. */
    public static Optional<JobException> ended(Throwable failure, SourceDatabase database) {
        Optional<SQLException> found = Causes.find(failure, SQLException.class);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        SQLException reason = found.get();
        String state = String.valueOf(reason.getSQLState());
        Optional<UnknownHostException> unknownHost = Causes.find(failure, UnknownHostException.class);
        Optional<ConnectionFault> fault = ConnectionFault.in(failure);
        String cause;
        String fix;
        if (unknownHost.isPresent()) {
            cause = "the host is unknown: " + unknownHost.get().getMessage();
            fix = "Check the host in --source-url";
        } else if (fault.isPresent()) {
            cause = ConnectionFault.reason(reason);
            fix = fault.get().fix();
        } else if (state.startsWith("28")) {
            cause = "the database refused user " + database.credentials().user();
            fix = "Check --source-user and RECOFLOW_SOURCE_PASSWORD, or --source-secret";
        } else if (isOutage(reason)) {
            cause = "it did not answer within --source-timeout (" + ConnectionFault.reason(reason) + ")";
            fix = "Check that the database runs and can be reached from here, then run the job again";
        } else {
            cause = ConnectionFault.reason(reason);
            fix = "Check --source-url and the rights of user "
                    + database.credentials().user();
        }
        return Optional.of(new JobException(
                ExitCode.UNAVAILABLE, "Cannot read the source " + database.url(), cause, fix, failure));
    }

    private static boolean isOutage(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return failure instanceof SQLTransientException
                || failure instanceof SQLRecoverableException
                || (state.length() == 5 && TEMPORARY_STATES.contains(state.substring(0, 2)))
                || state.startsWith(SHUTDOWN_STATE)
                || TEMPORARY_ERRORS.contains(failure.getErrorCode())
                // A connection that breaks among streamed rows has the state of a general error in Connector/J.
                || Causes.find(failure, IOException.class).isPresent();
    }
}
