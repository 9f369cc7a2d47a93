package io.recoflow.runtime.failure;

/** How a job's process ends: the contract with schedulers, the same for every job. */
public enum ExitCode {
    /** The job did what it was asked to do. */
    DONE(0),
    /** An error that no one foresaw: a bug of the job. */
    BUG(1),
    /** The options or the configuration must change; running the same command again cannot succeed. */
    USAGE(2),
    /** A source or service could not be reached, or refused access, after retries. */
    UNAVAILABLE(3),
    /** The source's schema does not match the contract. */
    SCHEMA_MISMATCH(4),
    /** The data violate the contract beyond the threshold. */
    CONTRACT_VIOLATED(5),
    /** The storage refused or lost a write. */
    STORAGE_FAILED(6);

    private final int value;

    ExitCode(int value) {
        this.value = value;
    }

    /** The status of the process, 0 to 6. */
    public int value() {
        return value;
    }
}
