package io.recoflow.local.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.local.ProjectHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodePackagesTest {
    private Path directory;
    private Path definition;
    private Path target;
    private Path runs;

    @BeforeEach
    void define(@TempDir Path temporary) throws IOException {
        directory = temporary;
        definition = Files.createDirectory(directory.resolve("definition"));
        target = directory.resolve("target/services");
        runs = Files.createFile(directory.resolve("runs"));
        Files.writeString(definition.resolve("package.json"), "{}");
        Files.writeString(definition.resolve("package-lock.json"), "{\"version\": 1}");
    }

    @Test
    void installsOnceForTwoStarts() throws IOException {
        NodePackages packages =
                packages(npm("mkdir -p node_modules && cp package-lock.json node_modules/as-installed"));
        Path modules = packages.install();
        assertThat(modules).isEqualTo(target.resolve("node_modules"));
        assertThat(modules.resolve("as-installed")).hasContent("{\"version\": 1}");
        packages.install();
        assertThat(runs).hasContent("run\n");
    }

    @Test
    void installsAgainWhenTheLockFileIsAnotherOne() throws IOException {
        NodePackages packages =
                packages(npm("mkdir -p node_modules && cp package-lock.json node_modules/as-installed"));
        packages.install();
        Files.writeString(definition.resolve("package-lock.json"), "{\"version\": 2}");
        Path modules = packages.install();
        assertThat(modules.resolve("as-installed")).hasContent("{\"version\": 2}");
        packages.install();
        assertThat(runs).hasContent("run\nrun\n");
    }

    @Test
    void installsAgainWhenThePackagesAreGone() throws IOException {
        NodePackages packages = packages(npm("mkdir node_modules"));
        Path modules = packages.install();
        try (var files = Files.list(modules)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(modules);
        packages.install();
        assertThat(runs).hasContent("run\nrun\n");
    }

    @Test
    void anInstallThatFailsSaysWhyAndIsTriedAgain() throws IOException {
        NodePackages packages = packages(npm("mkdir -p node_modules && echo 'no way to the registry' && exit 7"));
        for (int start = 0; start < 2; start++) {
            assertThatThrownBy(packages::install)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("exit code 7")
                    .hasMessageContaining("no way to the registry");
        }
        assertThat(runs).hasContent("run\nrun\n");
    }

    @Test
    void virtualMachinesSideBySideInstallOnce() throws IOException, InterruptedException {
        Path npm = npm("sleep 2 && mkdir node_modules");
        List<Process> machines = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            List<String> command = new ArrayList<>(OtherVirtualMachine.command(Installer.class));
            command.addAll(List.of(definition.toString(), target.toString(), npm.toString()));
            machines.add(new ProcessBuilder(command).inheritIO().start());
        }
        for (Process machine : machines) {
            assertThat(machine.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(machine.exitValue()).isZero();
        }
        assertThat(runs).hasContent("run\n");
    }

    @Test
    void threadsSideBySideInstallOnce() throws IOException, InterruptedException {
        Path npm = npm("sleep 1 && mkdir node_modules");
        List<Throwable> failures = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Thread thread = new Thread(() -> packages(npm).install());
            thread.setUncaughtExceptionHandler((failed, e) -> {
                synchronized (failures) {
                    failures.add(e);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertThat(runs).hasContent("run\n");
    }

    @Test
    void saysWhatToInstallWhereNodeIsMissing() throws IOException {
        NodePackages packages = new NodePackages(
                definition, target, "no-such-node", npm("mkdir node_modules").toString());
        assertThatThrownBy(packages::install)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The npm packages of this project cannot be used: no-such-node cannot be run."
                        + " Install Node.js 18 or newer, with npm");
    }

    @Test
    void saysWhatToInstallWhereNpmIsMissing() {
        NodePackages packages = new NodePackages(definition, target, "node", "no-such-npm");
        assertThatThrownBy(packages::install)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The npm packages of this project cannot be used: no-such-npm cannot be run."
                        + " Install Node.js 18 or newer, with npm");
    }

    @Test
    void saysWhatToInstallWhereNodeIsTooOld() throws IOException {
        Path node = program("old-node", "echo v16.20.2");
        NodePackages packages = new NodePackages(
                definition, target, node.toString(), npm("mkdir node_modules").toString());
        assertThatThrownBy(packages::install)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("is Node.js 16.20.2. Install Node.js 18 or newer, with npm");
        assertThat(runs).isEmptyFile();
    }

    @Test
    void theLockFileHasChecksumsAndNoDownloadAddresses() throws IOException {
        String lock =
                Files.readString(ProjectHome.directory().resolve("shared/local-stack/services/package-lock.json"));
        assertThat(lock).contains("\"integrity\": \"sha512-").doesNotContain("\"resolved\"", ".tgz");
    }

    private NodePackages packages(Path npm) {
        return new NodePackages(definition, target, "node", npm.toString());
    }

    /** In place of npm: notes that it ran, where it may only be asked for a clean install, and does what it is told. */
    private Path npm(String action) throws IOException {
        return program("npm", "test \"$1\" = ci || exit 99\necho run >> '" + runs + "'\n" + action);
    }

    private Path program(String name, String script) throws IOException {
        Path program = Files.writeString(
                directory.resolve(name), "#!/bin/sh\n" + script + "\n", StandardOpenOption.CREATE_NEW);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    /** Arguments: definition, where to install, npm. */
    static final class Installer {
        private Installer() {}

        public static void main(String[] arguments) {
            new NodePackages(Path.of(arguments[0]), Path.of(arguments[1]), "node", arguments[2]).install();
        }
    }
}
