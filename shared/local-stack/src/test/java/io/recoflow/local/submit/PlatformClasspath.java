package io.recoflow.local.submit;

import io.recoflow.local.ProjectHome;
import java.io.IOException;
import java.nio.file.Files;

/** The platform's jars, as the build lists them. */
final class PlatformClasspath {
    private PlatformClasspath() {}

    static String read() throws IOException {
        return Files.readString(ProjectHome.directory().resolve("shared/local-stack/platform/target/classpath.txt"))
                .strip();
    }
}
