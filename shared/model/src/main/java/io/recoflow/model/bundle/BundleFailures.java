package io.recoflow.model.bundle;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import java.io.IOException;
import java.util.List;

/** What a bundle that cannot be used ends a job with. */
final class BundleFailures {

    private static final String FIX = "Export the model again, or name a version that is whole";

    private BundleFailures() {}

    static JobException unusable(Object bundle, List<String> problems) {
        return new JobException(
                ExitCode.CONTRACT_VIOLATED, "Cannot use the model bundle " + bundle, String.join("; ", problems), FIX);
    }

    static JobException unreadable(String file, IOException cause) {
        return cause instanceof DamagedFileException
                ? new JobException(
                        ExitCode.CONTRACT_VIOLATED,
                        "Cannot use the model bundle",
                        String.valueOf(cause.getMessage()),
                        FIX,
                        cause)
                : new JobException(
                        ExitCode.STORAGE_FAILED,
                        "Cannot read " + file,
                        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage(),
                        "Check the rights and the address of --artifacts, and that the version was not deleted",
                        cause);
    }
}
