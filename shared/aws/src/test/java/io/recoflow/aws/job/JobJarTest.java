package io.recoflow.aws.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JobJarTest {

    private final Path folder;

    JobJarTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aClassWithAMainMethodIsFound() throws IOException {
        assertThat(JobJar.hasMain(jar(Startable.class), Startable.class.getName()))
                .isTrue();
    }

    @Test
    void aClassThatIsNotThereOrCannotBeStartedIsNone() throws IOException {
        assertThat(JobJar.hasMain(jar(Startable.class), Hidden.class.getName())).isFalse();
        assertThat(JobJar.hasMain(jar(Hidden.class), Hidden.class.getName())).isFalse();
    }

    @Test
    void theManifestNamesTheMainClass() throws IOException {
        assertThat(JobJar.mainClass(jar(Startable.class))).contains(Startable.class.getName());
    }

    @Test
    void aJarWithoutAManifestNamesNone() throws IOException {
        Path jar = folder.resolve("bare.jar");
        try (JarOutputStream bare = new JarOutputStream(Files.newOutputStream(jar))) {
            bare.putNextEntry(new JarEntry("empty"));
        }

        assertThat(JobJar.mainClass(jar)).isEmpty();
    }

    @Test
    void aJarThatIsNotBuiltIsSaidToBe() {
        assertThatThrownBy(() -> JobJar.mainClass(folder.resolve("absent.jar")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("build it with mvn package first");
    }

    private Path jar(Class<?> type) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, type.getName());
        String entry = type.getName().replace('.', '/') + ".class";
        Path jar = folder.resolve(type.getSimpleName() + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream content = new JarOutputStream(file, manifest);
                InputStream bytes = Objects.requireNonNull(type.getResourceAsStream("/" + entry), entry)) {
            content.putNextEntry(new JarEntry(entry));
            bytes.transferTo(content);
        }
        return jar;
    }

    /** Has what Java starts. */
    static final class Startable {
        private Startable() {}

        public static void main(String[] arguments) {}
    }

    /** Has a method of that name that Java does not start. */
    static final class Hidden {
        private Hidden() {}

        static void main(String[] arguments) {}
    }
}
