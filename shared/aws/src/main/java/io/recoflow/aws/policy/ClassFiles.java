package io.recoflow.aws.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The class files of a jar or folder below a package, but those of the AWS SDK, which a job's jar carries below a
 * package of ours.
 *
 * @param byName class files by internal name, {@code io/recoflow/Some$Inner}
 * @param services internal names of what {@code META-INF/services} offers
 */
record ClassFiles(Map<String, byte[]> byName, Set<String> services) {

    private static final String SUFFIX = ".class";
    private static final String SERVICES = "META-INF/services/";
    private static final String SDK = "software/amazon/";

    static ClassFiles read(Path jarOrFolder, String packagePrefix) {
        String prefix = packagePrefix.replace('.', '/');
        try {
            if (Files.isDirectory(jarOrFolder)) {
                return below(jarOrFolder, prefix);
            }
            if (!Files.isRegularFile(jarOrFolder)) {
                throw new IllegalArgumentException(
                        "There is no jar or folder " + jarOrFolder + ": it is not built. Run mvn package.");
            }
            try (FileSystem jar = FileSystems.newFileSystem(jarOrFolder)) {
                return below(jar.getPath("/"), prefix);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot read " + jarOrFolder + ": " + e.getMessage() + ". Build it again.", e);
        }
    }

    private static ClassFiles below(Path root, String prefix) throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        Set<String> services = new LinkedHashSet<>();
        for (Path file : files(root)) {
            String name = root.relativize(file).toString().replace('\\', '/');
            if (name.startsWith(SERVICES)) {
                services.addAll(providers(file));
            } else if (name.startsWith(prefix) && name.endsWith(SUFFIX) && !name.contains(SDK)) {
                classes.put(name.substring(0, name.length() - SUFFIX.length()), Files.readAllBytes(file));
            }
        }
        return new ClassFiles(classes, services);
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            return tree.filter(Files::isRegularFile).toList();
        }
    }

    private static List<String> providers(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> line.replaceFirst("#.*", "").strip().replace('.', '/'))
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
