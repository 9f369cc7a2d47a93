package io.recoflow.local;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where this project lies: its build unpacks the local servers, and its scripts start them. */
public final class ProjectHome {
    /** The system property that names the project's root directory; the build sets it for every test. */
    public static final String PROPERTY = "recoflow.home";

    private ProjectHome() {}

    /**
     * The project's root directory, absolute.
     *
     * @throws IllegalStateException when the property {@value #PROPERTY} is not set
     */
    public static Path directory() {
        String home = System.getProperty(PROPERTY);
        if (home == null || home.isBlank()) {
            throw new IllegalStateException("The project's directory is not known: the system property " + PROPERTY
                    + " is not set. Start Java with -D" + PROPERTY + "=<directory of the root pom.xml>");
        }
        return Path.of(home).toAbsolutePath().normalize();
    }

    /**
     * A file or directory that the build of this module writes.
     *
     * @param name relative to the module's build directory, for example {@code s3mock.jar}
     * @throws IllegalStateException when it does not exist, which means that the project is not built
     */
    public static Path built(String name) {
        Path path = directory().resolve("shared/local-stack/target").resolve(name);
        if (!Files.exists(path)) {
            throw new IllegalStateException("The local stack is not built: " + path
                    + " does not exist. Run `mvn -DskipTests package` in " + directory());
        }
        return path;
    }
}
