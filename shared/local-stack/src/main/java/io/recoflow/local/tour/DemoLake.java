package io.recoflow.local.tour;

import io.recoflow.local.process.TemporaryDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory that the demo's lake is in. */
final class DemoLake {
    private DemoLake() {}

    /** An empty lake in the directory; what the last demo wrote there is deleted. */
    static Path empty(Path directory) {
        try {
            if (Files.exists(directory)) {
                TemporaryDirectory.of(directory).close();
            }
            return Files.createDirectories(directory.resolve("lake"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create " + directory, e);
        }
    }
}
