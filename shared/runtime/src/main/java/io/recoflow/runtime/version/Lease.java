package io.recoflow.runtime.version;

import static io.recoflow.runtime.storage.StorageFailures.retried;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.recoflow.runtime.report.Json;
import io.recoflow.runtime.storage.FileStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.Path;

/**
 * The lease of a run on the version that it is writing: the first file in its folder, and gone once it is published. A
 * lease whose run is dead marks what may be cleaned up.
 *
 * @param formatVersion {@link #FORMAT_VERSION}
 * @param run a random id of the run
 * @param host where the run's driver is, see {@link ProcessHost}
 * @param process its process id there
 * @param processStarted when that process started, since process ids come again
 * @param heartbeat when the run last said that it lives
 */
record Lease(int formatVersion, String run, String host, long process, Instant processStarted, Instant heartbeat) {

    static final int FORMAT_VERSION = 1;

    /** How often a run renews its lease. */
    static final Duration RENEWAL = Duration.ofSeconds(20);

    /** A run of another host that has been silent for so long is dead; allows for clocks that differ by a minute. */
    static final Duration EXPIRY = Duration.ofMinutes(5);

    /** The system tells when a process started from its boot time, which moves when the clock is set. */
    private static final Duration CLOCK_STEP = Duration.ofSeconds(10);

    static Lease ofThisProcess(Instant now) {
        ProcessHandle self = ProcessHandle.current();
        return new Lease(
                FORMAT_VERSION, UUID.randomUUID().toString(), ProcessHost.present(), self.pid(), startOf(self), now);
    }

    /** Empty where it is none; so is one that its run has not finished writing. */
    static Optional<Lease> in(byte[] content) {
        try {
            return Optional.of(Json.read(new String(content, UTF_8), Lease.class));
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /** {@link #in} a file; empty also where there is none. */
    static Optional<Lease> read(FileStorage storage, Path file) {
        return retried("read " + file, () -> storage.read(file)).flatMap(Lease::in);
    }

    byte[] json() {
        return Json.write(this).getBytes(UTF_8);
    }

    /** Whether it is the same run's, renewed or not. */
    boolean isOfRun(Lease other) {
        return run.equals(other.run);
    }

    Lease renewed(Instant now) {
        return new Lease(formatVersion, run, host, process, processStarted, now);
    }

    /** Whether the run that holds this lease may still be writing. */
    boolean isAlive(Instant now) {
        if (host.equals(ProcessHost.present())) {
            Optional<ProcessHandle> owner = ProcessHandle.of(process).filter(ProcessHandle::isAlive);
            return owner.map(handle -> Duration.between(processStarted, startOf(handle))
                                    .abs()
                                    .compareTo(CLOCK_STEP)
                            < 0)
                    .orElse(false);
        }
        return heartbeat.plus(EXPIRY).isAfter(now);
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}
