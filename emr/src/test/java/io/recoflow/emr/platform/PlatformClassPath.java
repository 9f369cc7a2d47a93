package io.recoflow.emr.platform;

import io.recoflow.local.ProjectHome;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The jars that come before Spark's own, as the build lists them.
 *
 * @param jars in their order, at least one
 */
record PlatformClassPath(List<Path> jars) {

    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    PlatformClassPath {
        if (jars.isEmpty()) {
            throw new IllegalArgumentException("There are no jars of the platform: build emr/platform");
        }
        jars = List.copyOf(jars);
    }

    static PlatformClassPath read() {
        Path list = ProjectHome.directory().resolve("emr/platform/target/classpath.txt");
        try {
            return new PlatformClassPath(SEPARATOR
                    .splitAsStream(Files.readString(list).strip())
                    .filter(jar -> !jar.isEmpty())
                    .map(Path::of)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the platform's jars: build emr/platform", e);
        }
    }

    /** As {@code --driver-class-path} takes it. */
    String text() {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** The files' names, such as {@code sdk-core-2.41.0.jar}. */
    Set<String> names() {
        return jars.stream().map(jar -> String.valueOf(jar.getFileName())).collect(Collectors.toSet());
    }
}
