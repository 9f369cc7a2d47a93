package io.recoflow.jobs.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of a few megabytes, in memory, that really is full; only Linux's root can make one. */
final class SmallDisk implements AutoCloseable {

    private static final int BLOCK = 4_096;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Mounts it; skips the test where that is not allowed. */
    static SmallDisk mount(Path folder, String size) throws Exception {
        Files.createDirectories(folder);
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString()), "tmpfs may be mounted");
        return new SmallDisk(folder);
    }

    /** Takes all space that is left. */
    void fill() throws IOException {
        byte[] block = new byte[BLOCK];
        try (OutputStream file = Files.newOutputStream(filler())) {
            while (true) {
                file.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left on device");
        }
    }

    void free() throws IOException {
        Files.delete(filler());
    }

    void forbidWriting() throws Exception {
        assertThat(run("mount", "-o", "remount,ro", folder.toString())).isTrue();
    }

    void allowWriting() throws Exception {
        assertThat(run("mount", "-o", "remount,rw", folder.toString())).isTrue();
    }

    @Override
    public void close() throws Exception {
        // Lazily: a file may still be open, and the folder must be empty for whoever deletes it.
        assertThat(run("umount", "--lazy", folder.toString())).isTrue();
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    private static boolean run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }
}
