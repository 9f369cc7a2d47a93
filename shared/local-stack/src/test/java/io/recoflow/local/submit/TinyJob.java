package io.recoflow.local.submit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Makes the jar of a job from its source, with nothing else in it. */
public final class TinyJob {
    private TinyJob() {}

    /** @param body what {@code public static void main(String[] arguments) throws Exception} does */
    public static Path jar(Path directory, String body) throws IOException {
        Path source = Files.writeString(
                Files.createDirectories(directory).resolve("Tiny.java"),
                "public final class Tiny { public static void main(String[] arguments) throws Exception { " + body
                        + " } }");
        Path classes = Files.createDirectory(directory.resolve("classes"));
        String platform = PlatformClasspath.read();
        int problems = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", platform, "-d", classes.toString(), source.toString());
        if (problems != 0) {
            throw new IllegalStateException("The job does not compile");
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "Tiny");
        Path jar = directory.resolve("tiny job.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> compiled = Files.list(classes)) {
            for (Path path : compiled.toList()) {
                out.putNextEntry(new JarEntry(path.getFileName().toString()));
                Files.copy(path, out);
                out.closeEntry();
            }
        }
        return jar;
    }
}
