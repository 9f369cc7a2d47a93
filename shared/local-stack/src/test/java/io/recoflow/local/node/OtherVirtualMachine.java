package io.recoflow.local.node;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs a main class of these tests in a Java of its own, with this module's classes and nothing else. */
public final class OtherVirtualMachine {
    private OtherVirtualMachine() {}

    /** @param words options of Java */
    public static List<String> command(Class<?> main, String... words) {
        String classpath = Stream.of(NodePackages.class, OtherVirtualMachine.class)
                .map(OtherVirtualMachine::location)
                .collect(Collectors.joining(File.pathSeparator));
        return Stream.of(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        Stream.of(words),
                        Stream.of("-cp", classpath, main.getName()))
                .flatMap(part -> part)
                .toList();
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(type + " has no place", e);
        }
    }
}
