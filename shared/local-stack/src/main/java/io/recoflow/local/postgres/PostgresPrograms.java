package io.recoflow.local.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An installed PostgreSQL.
 *
 * @param directory with {@code initdb}, {@code postgres} and the others
 */
record PostgresPrograms(Path directory) {

    /** Where Debian and Ubuntu have a directory for each major version; the programs are not on the path there. */
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    /** PostgreSQL refuses to run as root; Debian's package makes this user. */
    private static final String OTHER_USER = "postgres";

    /** The newest one that has pgvector and can be run by this user. */
    static Optional<PostgresPrograms> withVector() {
        return directories().stream()
                .map(PostgresPrograms::new)
                .filter(programs -> programs.has("initdb") && programs.has("postgres") && programs.has("pg_config"))
                .filter(PostgresPrograms::canRun)
                .filter(PostgresPrograms::hasVector)
                .findFirst();
    }

    /** The command line of a program, as a user that it accepts. */
    List<String> command(String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            // Becomes the program, so that ending this process ends it.
            command.addAll(List.of(
                    "setpriv", "--reuid=" + OTHER_USER, "--regid=" + OTHER_USER, "--init-groups", "--reset-env"));
        }
        command.add(directory.resolve(program).toString());
        command.addAll(arguments);
        return command;
    }

    /** Gives a file to the user that the programs run as. */
    void own(Path file) throws IOException {
        if (isRoot()) {
            Files.setOwner(
                    file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(OTHER_USER));
        }
    }

    private static List<Path> directories() {
        List<Path> directories = new ArrayList<>(Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .map(Path::of)
                .toList());
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            versions.sorted(Comparator.comparing(PostgresPrograms::major).reversed())
                    .map(version -> version.resolve("bin"))
                    .forEach(directories::add);
        } catch (IOException e) {
            // Another distribution.
            return directories;
        }
        return directories;
    }

    private static int major(Path version) {
        String name = version.getFileName().toString();
        return name.matches("\\d{1,4}") ? Integer.parseInt(name) : 0;
    }

    private boolean has(String program) {
        return Files.isExecutable(directory.resolve(program));
    }

    private boolean canRun() {
        if (!isRoot()) {
            return true;
        }
        try {
            DEBIAN.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(OTHER_USER);
            return Files.isExecutable(Path.of("/usr/bin/setpriv"));
        } catch (IOException e) {
            return false;
        }
    }

    private boolean hasVector() {
        try {
            Process process = new ProcessBuilder(directory.resolve("pg_config").toString(), "--sharedir")
                    .redirectErrorStream(true)
                    .start();
            String share = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor(10, TimeUnit.SECONDS)
                    && process.exitValue() == 0
                    && Files.exists(Path.of(share, "extension", "vector.control"));
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
