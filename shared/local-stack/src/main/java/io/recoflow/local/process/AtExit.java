package io.recoflow.local.process;

/** Something to do when the virtual machine ends in any orderly way, also by a signal, unless it is cancelled. */
public final class AtExit {
    private final Thread hook;

    private AtExit(Thread hook) {
        this.hook = hook;
    }

    /** @param action it runs beside the others of its kind, in any order */
    public static AtExit run(String name, Runnable action) {
        Thread hook = new Thread(action, name);
        Runtime.getRuntime().addShutdownHook(hook);
        return new AtExit(hook);
    }

    /** Takes the action back, as far as it does not run already. */
    public void cancel() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The virtual machine ends right now, so the action runs; it is one that may run twice.
            return;
        }
    }
}
