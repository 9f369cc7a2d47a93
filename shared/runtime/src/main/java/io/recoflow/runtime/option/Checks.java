package io.recoflow.runtime.option;

import java.util.List;

/** Checks that concern options together. */
public final class Checks {

    private Checks() {}

    /** Makes every check. One that asks for an option without a usable value ends quietly: that problem is told anyway. */
    public static void runAll(List<Runnable> checks) {
        for (Runnable check : checks) {
            try {
                check.run();
            } catch (Settings.UnresolvedOptionException told) {
                // The other checks have theirs to tell.
                continue;
            }
        }
    }
}
