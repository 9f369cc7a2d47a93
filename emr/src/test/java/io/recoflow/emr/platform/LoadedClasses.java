package io.recoflow.emr.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which jars the classes of a process came from, as the virtual machine tells. Classes that are made at run time, and
 * those of the Java platform, are in no jar and not among them.
 *
 * @param jarsByClass file names of jars by class name; several where several class loaders have the class
 */
record LoadedClasses(Map<String, Set<String>> jarsByClass) {

    /** {@code java.lang.Object source: jrt:/java.base}, and for jars {@code a.B source: file:/folder/b.jar}. */
    private static final Pattern FROM_JAR = Pattern.compile("(\\S+) source: file:(?:.*/)?([^/]+\\.jar)");

    /** The option of Java by which a process tells it to a file, as bare lines in one file of any length. */
    static String javaOption(Path file) {
        return "-Xlog:class+load=info:file=" + file + ":none:filecount=0";
    }

    static LoadedClasses read(Path file) {
        // Whatever bytes a name has, the other lines stay readable.
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return of(lines);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read which classes were loaded", e);
        }
    }

    static LoadedClasses of(Stream<String> lines) {
        Map<String, Set<String>> jars = new HashMap<>();
        lines.map(FROM_JAR::matcher).filter(Matcher::matches).forEach(line -> jars.computeIfAbsent(
                        line.group(1), name -> new TreeSet<>())
                .add(line.group(2)));
        return new LoadedClasses(Map.copyOf(jars));
    }

    /** The jars that classes of a package and of those below it came from; empty where none was loaded. */
    Set<String> jarsOf(String packageName) {
        String prefix = packageName + ".";
        return jarsByClass.entrySet().stream()
                .filter(loaded -> loaded.getKey().startsWith(prefix))
                .flatMap(loaded -> loaded.getValue().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The jars that one class came from; empty where it was not loaded. */
    Set<String> jarsOfClass(String className) {
        return Optional.ofNullable(jarsByClass.get(className)).orElse(Set.of());
    }
}
