package io.recoflow.local.postgres;

import io.recoflow.local.process.FreePort;
import io.recoflow.local.process.LocalServer;
import io.recoflow.local.process.LogFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** An installed PostgreSQL with a cluster of its own in a temporary directory. */
final class InstalledServer implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration PROGRAM_LIMIT = Duration.ofMinutes(2);

    private final PostgresPrograms programs;
    private final LocalServer server = LocalServer.create("PostgreSQL", START_LIMIT, this::stop);
    private final String password = UUID.randomUUID().toString();
    private final int port;

    private InstalledServer(PostgresPrograms programs) throws IOException {
        this.programs = programs;
        try {
            programs.own(server.directory());
            create();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
        this.port = server.start(this::listen);
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
        server.close();
    }

    private void create() throws IOException {
        Path file = Files.writeString(server.directory().resolve("password"), password);
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
            throw new IllegalStateException("initdb ended with exit code " + exitCode + ". Its output ends with:\n"
                    + LogFile.end(server.log()));
        }
    }

    private int listen() {
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
        server.run(programs.command("postgres", arguments), Map.of(), () -> answers(free));
        return free;
    }

    private boolean answers(int candidate) {
        try {
            return run("pg_isready", List.of("-q", "-h", "127.0.0.1", "-p", Integer.toString(candidate))) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** The process may be one that only has started the server, as another user. */
    private void stop() {
        if (Files.exists(data().resolve("postmaster.pid"))) {
            try {
                run("pg_ctl", List.of("stop", "-D", data().toString(), "-m", "immediate", "-w"));
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL cannot be stopped", e);
            }
        }
    }

    private int run(String program, List<String> arguments) throws IOException {
        Process process = new ProcessBuilder(programs.command(program, arguments))
                .directory(server.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(server.log().toFile()))
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
        return server.directory().resolve("data");
    }
}
