package io.recoflow.local.node;

import io.recoflow.local.ProjectHome;
import io.recoflow.local.process.AtExit;
import io.recoflow.local.process.LogFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The npm packages that a lock file names, installed on first use and again whenever the lock file is another one. They
 * are the packages of the lock file's checksums, without the optional ones, and their install scripts do not run.
 */
public final class NodePackages {
    private static final int OLDEST_NODE = 18;
    private static final Duration VERSION_LIMIT = Duration.ofSeconds(30);
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(10);
    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.\\S+");

    private static final String PROBLEM = "The npm packages of this project cannot be used: ";
    private static final String FIX = "Install Node.js " + OLDEST_NODE + " or newer, with npm";

    /** Beside the file lock, which holds off other virtual machines and is refused to a second thread of this one. */
    private static final Object IN_THIS_PROCESS = new Object();

    private final Path definition;
    private final Path directory;
    private final String node;
    private final String npm;

    /**
     * @param definition directory with {@code package.json} and {@code package-lock.json}; it is only read
     * @param directory where to install, in {@code node_modules}; it is created
     * @param node the program to ask for its version
     * @param npm the program that installs
     */
    NodePackages(Path definition, Path directory, String node, String npm) {
        this.definition = definition;
        this.directory = directory;
        this.node = node;
        this.npm = npm;
    }

    /**
     * The npm packages of another module.
     *
     * @param definition directory with {@code package.json} and {@code package-lock.json}; it is only read
     * @param directory where to install, in {@code node_modules}; it is created
     */
    public static NodePackages of(Path definition, Path directory) {
        return new NodePackages(definition, directory, "node", "npm");
    }

    /** The servers of {@code shared/local-stack/services}, installed beside what the local stack's build writes. */
    static NodePackages ofTheLocalStack() {
        Path stack = ProjectHome.directory().resolve("shared/local-stack");
        return new NodePackages(stack.resolve("services"), stack.resolve("target/services"), "node", "npm");
    }

    /**
     * Installs the packages unless they are there. Of several callers, in any number of virtual machines, one installs
     * and the others wait for it.
     *
     * @return the directory {@code node_modules}
     * @throws IllegalStateException when Node.js or npm are missing or too old, or npm fails; a later call tries again
     */
    public Path install() {
        synchronized (IN_THIS_PROCESS) {
            try {
                Files.createDirectories(directory);
                try (FileChannel channel = FileChannel.open(
                        directory.resolve("install.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    // Held until the channel is closed.
                    channel.lock();
                    requireNode();
                    return upToDate();
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot install npm packages in " + directory, e);
            }
        }
    }

    private Path upToDate() throws IOException {
        Path modules = directory.resolve("node_modules");
        Path lock = directory.resolve("package-lock.json");
        // Within what npm replaces, so that it cannot outlive it.
        Path installed = modules.resolve(".installed-package-lock.json");
        Path wanted = definition.resolve("package-lock.json");
        if (Files.exists(installed) && Files.mismatch(wanted, installed) == -1) {
            return modules;
        }
        Files.deleteIfExists(installed);
        Files.copy(wanted, lock, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(
                definition.resolve("package.json"),
                directory.resolve("package.json"),
                StandardCopyOption.REPLACE_EXISTING);
        npmCi();
        Files.createDirectories(modules);
        Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
        return modules;
    }

    private void requireNode() throws IOException {
        Path output = directory.resolve("node.log");
        int exitCode = run(List.of(node, "--version"), output, VERSION_LIMIT);
        String version = new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
        Matcher matcher = VERSION.matcher(version);
        if (exitCode != 0 || !matcher.matches()) {
            throw new IllegalStateException(PROBLEM + "`" + node + " --version` ended with exit code " + exitCode
                    + " and wrote '" + version + "'. " + FIX);
        }
        if (Integer.parseInt(matcher.group(1)) < OLDEST_NODE) {
            throw new IllegalStateException(PROBLEM + node + " is Node.js " + version.substring(1) + ". " + FIX);
        }
    }

    private void npmCi() {
        Path output = directory.resolve("npm.log");
        List<String> command =
                List.of(npm, "ci", "--ignore-scripts", "--omit=optional", "--omit=dev", "--no-audit", "--no-fund");
        int exitCode = run(command, output, INSTALL_LIMIT);
        if (exitCode != 0) {
            throw new IllegalStateException(PROBLEM + "`" + npm + " ci` ended with exit code " + exitCode
                    + ". See that npm reaches its registry; its output ends with:\n" + LogFile.end(output));
        }
    }

    /** Runs a program to its end, but no longer than the limit. */
    private int run(List<String> command, Path output, Duration limit) {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException(PROBLEM + command.get(0) + " cannot be run. " + FIX, e);
        }
        AtExit killAtExit = AtExit.run("end-of-" + command.get(0), process::destroyForcibly);
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(PROBLEM + "`" + String.join(" ", command) + "` ran longer than "
                        + limit.toSeconds() + " s and was killed. Its output ends with:\n" + LogFile.end(output));
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + command.get(0) + " ran", e);
        } finally {
            process.destroyForcibly();
            killAtExit.cancel();
        }
    }
}
