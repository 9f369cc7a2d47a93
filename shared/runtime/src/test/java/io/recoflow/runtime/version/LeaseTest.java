package io.recoflow.runtime.version;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {

    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

    private final Lease own = Lease.ofThisProcess(NOW);

    @Test
    void aStartTimeThatMovedWithTheClockIsStillTheSameProcess() {
        assertThat(startedAt(own.processStarted().plusSeconds(1)).isAlive(NOW)).isTrue();
        assertThat(startedAt(own.processStarted().minusSeconds(1)).isAlive(NOW)).isTrue();
    }

    @Test
    void anotherProcessUnderTheSameIdIsDead() {
        assertThat(startedAt(own.processStarted().minus(Duration.ofHours(1))).isAlive(NOW))
                .isFalse();
    }

    @Test
    void aRenewedLeaseIsOfTheSameRun() {
        Lease renewed = own.renewed(NOW.plusSeconds(20));

        assertThat(renewed.isOfRun(own)).isTrue();
        assertThat(Lease.ofThisProcess(NOW).isOfRun(own)).isFalse();
    }

    /** Runs of several releases may be at work at once. */
    @Test
    void versionOneIsReadAndWritten() {
        String versionOne = """
                {
                  "formatVersion" : 1,
                  "run" : "3f6c1c1e-6d0c-4a9e-9f52-0f3f3f0f6a51",
                  "host" : "driver-1",
                  "process" : 4711,
                  "processStarted" : "2026-11-20T07:59:00Z",
                  "heartbeat" : "2026-11-20T08:00:00Z"
                }""";
        Lease lease = new Lease(
                1,
                "3f6c1c1e-6d0c-4a9e-9f52-0f3f3f0f6a51",
                "driver-1",
                4711,
                Instant.parse("2026-11-20T07:59:00Z"),
                NOW);

        assertThat(Lease.in(versionOne.getBytes(UTF_8))).hasValue(lease);
        assertThat(new String(lease.json(), UTF_8)).isEqualTo(versionOne);
        assertThat(Lease.in(new byte[0])).isEmpty();
    }

    @Test
    void anotherContainerOfThisHostNameCountsByItsHeartbeat(@TempDir Path folder) throws IOException {
        String here = ProcessHost.in("driver", proc(folder.resolve("a"), "one-boot", "pid:[4026532001]"));
        assertThat(here).isEqualTo("driver/one-boot/pid:[4026532001]");
        assertThat(ProcessHost.in("driver", proc(folder.resolve("b"), "one-boot", "pid:[4026532002]")))
                .isNotEqualTo(here);
        assertThat(ProcessHost.in("driver", proc(folder.resolve("c"), "next-boot", "pid:[4026532001]")))
                .isNotEqualTo(here);

        String other = own.host().replaceAll("pid:.*", "pid:[1]");
        assertThat(other).as("this test runs on Linux").isNotEqualTo(own.host());
        // The id of a process that is not there, and that of one which is.
        for (long process : new long[] {Integer.MAX_VALUE, own.process()}) {
            Lease lease =
                    new Lease(1, "run", other, process, own.processStarted().minus(Duration.ofHours(1)), NOW);
            assertThat(lease.isAlive(NOW.plus(Lease.EXPIRY).minusSeconds(1))).isTrue();
            assertThat(lease.isAlive(NOW.plus(Lease.EXPIRY))).isFalse();
        }
    }

    @Test
    void whereTheSystemTellsNoMoreTheHostNameIsThePlace(@TempDir Path folder) {
        assertThat(ProcessHost.in("driver", folder)).isEqualTo("driver");
    }

    private static Path proc(Path folder, String boot, String namespace) throws IOException {
        Files.createDirectories(folder.resolve("sys/kernel/random"));
        Files.writeString(folder.resolve("sys/kernel/random/boot_id"), boot + "\n");
        Files.createDirectories(folder.resolve("self/ns"));
        Files.createSymbolicLink(folder.resolve("self/ns/pid"), Path.of(namespace));
        return folder;
    }

    private Lease startedAt(Instant start) {
        return new Lease(1, own.run(), own.host(), own.process(), start, NOW);
    }
}
