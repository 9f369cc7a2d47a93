package io.recoflow.local.postgres;

import io.recoflow.local.process.AtExit;
import io.recoflow.local.process.FreePort;
import io.recoflow.local.process.LogFile;
import io.recoflow.local.process.ServerProcess;
import io.recoflow.local.process.TemporaryDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** An installed PostgreSQL with a cluster of its own in a temporary directory. */
final class InstalledServer implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration PROGRAM_LIMIT = Duration.ofMinutes(2);
    private static final int START_ATTEMPTS = 3;

    private final PostgresPrograms programs;
    private final TemporaryDirectory directory;
    private final AtExit closeAtExit;
    private final String password = UUID.randomUUID().toString();
    private final int port;

    private InstalledServer(PostgresPrograms programs) throws IOException {
        this.programs = programs;
        this.directory = TemporaryDirectory.create("recoflow-postgres-");
        this.closeAtExit = AtExit.run("close-postgres", this::delete);
        try {
            programs.own(directory.path());
            create();
            this.port = listen();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    static InstalledServer start(PostgresPrograms programs) {
        try {
            return new InstalledServer(programs);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL cannot be started", e);
        }
    }

    int port() {
        return port;
    }

    String password() {
        return password;
    }

    @Override
    public void close() {
        closeAtExit.cancel();
        delete();
    }

    private void create() throws IOException {
        Path file = Files.writeString(directory.path().resolve("password"), password);
        programs.own(file);
        int exitCode = run(
                "initdb",
                List.of(
                        "--pgdata=" + data(),
                        "--username=" + LocalPostgres.USER,
                        "--pwfile=" + file,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync"));
        if (exitCode != 0) {
            throw new IllegalStateException(
                    "initdb ended with exit code " + exitCode + ". Its output ends with:\n" + LogFile.end(log()));
        }
    }

    private int listen() {
        IllegalStateException last = new IllegalStateException("PostgreSQL was not started");
        for (int i = 0; i < START_ATTEMPTS; i++) {
            int free = FreePort.find();
            List<String> arguments = List.of(
                    "-D",
                    data().toString(),
                    "-p",
                    Integer.toString(free),
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=");
            ServerProcess process =
                    ServerProcess.start("PostgreSQL", programs.command("postgres", arguments), directory.path(), log());
            try {
                process.awaitReady(() -> answers(free), START_LIMIT);
                return free;
            } catch (IllegalStateException e) {
                last = e;
            }
        }
        throw last;
    }

    private boolean answers(int candidate) {
        try {
            return run("pg_isready", List.of("-q", "-h", "127.0.0.1", "-p", Integer.toString(candidate))) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void delete() {
        if (Files.exists(data().resolve("postmaster.pid"))) {
            try {
                run("pg_ctl", List.of("stop", "-D", data().toString(), "-m", "immediate", "-w"));
            } catch (IOException e) {
                // Then it is ended with this virtual machine.
                return;
            }
        }
        directory.close();
    }

    private int run(String program, List<String> arguments) throws IOException {
        Process process = new ProcessBuilder(programs.command(program, arguments))
                .directory(directory.path().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        try {
            if (!process.waitFor(PROGRAM_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(program + " ran longer than " + PROGRAM_LIMIT);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + program + " ran", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private Path data() {
        return directory.path().resolve("data");
    }

    private Path log() {
        return directory.path().resolve("server.log");
    }
}
