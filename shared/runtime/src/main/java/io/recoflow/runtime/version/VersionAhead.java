package io.recoflow.runtime.version;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.hadoop.fs.Path;

/** A version that is named by a time that is yet to come, and what to do about it. */
final class VersionAhead {

    /** Clocks of machines differ, and runs that begin at once take seconds one by one. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private VersionAhead() {}

    static boolean isOne(VersionName version, Instant now) {
        return version.time().isAfter(now.plus(TOLERANCE));
    }

    static JobException problem(Path root, String folder, String pointer, Instant now) {
        return new JobException(
                ExitCode.STORAGE_FAILED,
                "Cannot publish in " + root,
                folder + " is of a time that is yet to come: this machine's clock says "
                        + now.truncatedTo(ChronoUnit.SECONDS)
                        + ", and no version of today would ever be the newest",
                "Check this machine's clock; if it is right, move that folder away, let " + pointer
                        + " name the newest of the others or delete it, and run the job again");
    }
}
