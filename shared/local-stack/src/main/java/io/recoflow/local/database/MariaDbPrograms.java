package io.recoflow.local.database;

import io.recoflow.local.ProjectHome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs of MariaDB as the build unpacked them: what to call them with, and how a server's directory is made. */
final class MariaDbPrograms {
    /** What fills the schema "mysql", in this order; the help tables are left out, they double the time. */
    private static final List<String> SYSTEM_TABLES = List.of(
            "mariadb_system_tables.sql",
            "mariadb_performance_tables.sql",
            "mariadb_system_tables_data.sql",
            "maria_add_gis_sp_bootstrap.sql");

    private final Path home;

    private MariaDbPrograms(Path home) {
        this.home = home;
    }

    /** @throws IllegalStateException when the project is not built */
    static MariaDbPrograms unpacked() {
        MariaDbPrograms programs = new MariaDbPrograms(ProjectHome.built("mariadb"));
        programs.executable("mariadb");
        programs.executable("mariadbd");
        return programs;
    }

    /** The command that starts the server on a directory that {@link #install} filled. */
    List<String> serverCommand(Path directory, int port) {
        List<String> command = serverBase(directory);
        command.addAll(List.of(
                "--port=" + port,
                "--bind-address=127.0.0.1",
                // Relative, because the path of a socket may have 107 characters and no more.
                "--socket=mariadb.sock",
                "--skip-ssl",
                "--skip-name-resolve",
                "--skip-log-bin",
                "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_unicode_ci",
                "--default-time-zone=+00:00",
                "--max-connections=300",
                "--max-allowed-packet=64M",
                // A killed server loses nothing with this; only a crash of the machine would.
                "--innodb-flush-log-at-trx-commit=2",
                "--innodb-buffer-pool-size=512M"));
        return command;
    }

    /**
     * Runs a file of SQL with MariaDB's client.
     *
     * @param database where to begin, or nothing
     */
    void runClient(int port, String user, String password, String database, Path file) {
        ProcessBuilder client = new ProcessBuilder(
                        executable("mariadb").toString(),
                        "--no-defaults",
                        "--host=127.0.0.1",
                        "--port=" + port,
                        "--user=" + user,
                        "--skip-ssl",
                        "--default-character-set=utf8mb4",
                        "--database=" + database)
                .redirectInput(file.toFile())
                .redirectErrorStream(true);
        // Not an argument, which every user of the machine can see.
        client.environment().put("MYSQL_PWD", password);
        try {
            Process process = client.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("Cannot load " + file + ": " + output.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot load " + file, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while loading " + file, e);
        }
    }

    /** Makes the server's data, with one user, who may do everything from 127.0.0.1; nobody else may log in. */
    void install(Path directory, String user, String password) {
        List<String> command = serverBase(directory);
        command.add("--bootstrap");
        Path log = directory.resolve("install.log");
        try {
            Files.createDirectory(data(directory));
            Files.createDirectory(temporary(directory));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try (OutputStream sql = process.getOutputStream()) {
                write(sql, "create database mysql;\nuse mysql;\nSET @auth_root_socket=NULL;\n");
                for (String script : SYSTEM_TABLES) {
                    try (InputStream in =
                            Files.newInputStream(home.resolve("share").resolve(script))) {
                        in.transferTo(sql);
                    }
                }
                write(sql, "DELETE FROM global_priv WHERE User <> 'mariadb.sys';\n");
                write(
                        sql,
                        "INSERT INTO global_priv VALUES ('127.0.0.1', '" + user
                                + "', JSON_OBJECT('access', 18446744073709551615, 'plugin', 'mysql_native_password',"
                                + " 'authentication_string', PASSWORD('" + password + "')));\n");
            }
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                throw new IllegalStateException("MariaDB cannot make its data in " + directory + ", exit code "
                        + exitCode + ":\n" + Files.readString(log, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("MariaDB cannot make its data in " + directory, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while MariaDB made its data", e);
        }
    }

    private List<String> serverBase(Path directory) {
        List<String> command = new ArrayList<>(List.of(
                executable("mariadbd").toString(),
                "--no-defaults",
                "--basedir=" + home,
                "--datadir=" + data(directory),
                // One of its own: a server that starts deletes the temporary tables that it finds, also another
                // server's.
                "--tmpdir=" + temporary(directory),
                "--lc-messages-dir=" + home.resolve("share"),
                "--innodb-log-file-size=64M"));
        if ("root".equals(System.getProperty("user.name"))) {
            // The server refuses to run as root unless it is told so; containers often have no other user.
            command.add("--user=root");
        }
        return command;
    }

    private static Path data(Path directory) {
        return directory.resolve("data");
    }

    private static Path temporary(Path directory) {
        return directory.resolve("temporary");
    }

    private Path executable(String name) {
        Path program = home.resolve("bin").resolve(name);
        if (!Files.isExecutable(program) && !program.toFile().setExecutable(true)) {
            throw new IllegalStateException(program + " cannot be executed: MariaDB's programs here are for Linux on"
                    + " x86-64, unpacked by the build. Run `mvn clean package` on such a machine");
        }
        return program;
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
