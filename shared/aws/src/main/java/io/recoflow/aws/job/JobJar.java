package io.recoflow.aws.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What a job's jar can start. Reads class files and loads none, so the platform's classes need not be there. */
public final class JobJar {

    private JobJar() {}

    /**
     * Whether the jar has the class, and that {@code public static void main(String[])}.
     *
     * @param className such as {@code io.recoflow.jobs.etl.TrainingEtl}
     * @throws UncheckedIOException where the jar cannot be read
     */
    public static boolean hasMain(Path jar, String className) {
        try (JarFile file = new JarFile(jar.toFile())) {
            ZipEntry entry = file.getEntry(className.replace('.', '/') + ".class");
            if (entry == null) {
                return false;
            }
            try (InputStream content = file.getInputStream(entry)) {
                MainFinder finder = new MainFinder();
                new ClassReader(content)
                        .accept(finder, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
                return finder.found;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + jar + ": build it with mvn package first", e);
        }
    }

    /**
     * The class that the jar's manifest names as its main class.
     *
     * @throws UncheckedIOException where the jar cannot be read
     */
    public static Optional<String> mainClass(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            return manifest == null
                    ? Optional.empty()
                    : Optional.ofNullable(manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + jar + ": build it with mvn package first", e);
        }
    }

    private static final class MainFinder extends ClassVisitor {

        private static final int PUBLIC_STATIC = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;

        private boolean found;

        MainFinder() {
            super(Opcodes.ASM9);
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            found |= name.equals("main")
                    && descriptor.equals("([Ljava/lang/String;)V")
                    && (access & PUBLIC_STATIC) == PUBLIC_STATIC;
            return null;
        }
    }
}
