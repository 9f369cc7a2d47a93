package io.recoflow.runtime.version;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The place in which a process id means a process: a host name alone is not one, since containers may share theirs and
 * each counts its processes from 1. On Linux it is the name with the boot id of the kernel and the process id namespace
 * (proc(5), pid_namespaces(7)): {@code driver-1/4c5e6f0a-…/pid:[4026531836]}. Another place, or a release that wrote the
 * name alone, is judged by its heartbeat.
 */
final class ProcessHost {

    private static final Path PROC = Path.of("/proc");

    private ProcessHost() {}

    static String present() {
        return in(name(), PROC);
    }

    /** @param proc what Linux tells of its processes; other systems have none of it */
    static String in(String name, Path proc) {
        try {
            String boot =
                    Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
            return name + "/" + boot + "/" + Files.readSymbolicLink(proc.resolve("self/ns/pid"));
        } catch (IOException | UnsupportedOperationException notTold) {
            return name;
        }
    }

    private static String name() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("localhost");
        }
    }
}
