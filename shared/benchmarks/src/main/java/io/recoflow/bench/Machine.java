package io.recoflow.bench;

/** The machine that figures were measured on, in words. */
public final class Machine {

    private Machine() {}

    public static String description() {
        Runtime runtime = Runtime.getRuntime();
        return String.format(
                "%d cores, Java heap of at most %d MB, Java %s, %s %s",
                runtime.availableProcessors(),
                runtime.maxMemory() >> 20,
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"));
    }
}
