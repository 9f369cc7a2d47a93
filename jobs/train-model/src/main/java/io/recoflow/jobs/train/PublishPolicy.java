package io.recoflow.jobs.train;

import java.util.Locale;

/** Whether a bundle that was written becomes the one that is served. */
enum PublishPolicy {
    ALWAYS,
    /** Where it is not worse, beyond chance, than the one that is served and than the best baseline. */
    IF_BETTER,
    /** It stays beside the others, whole. */
    NEVER;

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
