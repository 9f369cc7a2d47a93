package io.recoflow.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The most memory in use while it is open, above what was in use when it was opened: the Java heap in use, and what the
 * process holds outside of the heap (where DuckDB has its memory), sampled every 10 ms.
 */
final class MemoryWatch implements AutoCloseable {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "memory-watch");
        thread.setDaemon(true);
        return thread;
    });
    private final long before;
    private volatile long peak;

    MemoryWatch() {
        System.gc();
        before = inUse();
        var unused = timer.scheduleAtFixedRate(() -> peak = Math.max(peak, inUse()), 0, 10, TimeUnit.MILLISECONDS);
    }

    long peakBytes() {
        return Math.max(0, peak - before);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private static long inUse() {
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return heap.getUsed() + Math.max(0, residentBytes() - heap.getCommitted());
    }

    private static long residentBytes() {
        try {
            // statm counts pages of 4 KiB; its second figure is what is resident.
            return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]) * 4096;
        } catch (IOException notLinux) {
            return 0;
        }
    }
}
