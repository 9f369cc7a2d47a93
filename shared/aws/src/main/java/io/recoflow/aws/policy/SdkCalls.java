package io.recoflow.aws.policy;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The IAM actions that code needs, derived from its class files: which operations it calls on clients, paginators and
 * waiters of the AWS SDK for Java 2.x, under the SDK's own package or a relocated one, by call or by method reference.
 * A request that other libraries make for the code is not seen; of Hadoop's, see {@link HadoopCalls}.
 */
public final class SdkCalls {

    private SdkCalls() {}

    /**
     * Of all classes whose name begins with the prefix, sorted: {@code kinesis:GetRecords}.
     *
     * @param packagePrefix {@code io/recoflow/} or {@code io.recoflow.}; the SDK's own classes never count
     * @throws IllegalArgumentException where there is no such jar or folder, or the code calls an unknown service
     * @throws java.io.UncheckedIOException where it cannot be read
     */
    public static Set<String> in(Path jarOrFolder, String packagePrefix) {
        return actions(ClassFiles.read(jarOrFolder, packagePrefix).byName().values());
    }

    /**
     * As {@link #in}, but only of the classes that the main class can come to use: those that it names, those that
     * these name and so on, and the same of what the jar offers in {@code META-INF/services}.
     *
     * @throws IllegalArgumentException also where the main class is not there
     */
    public static Set<String> from(Path jarOrFolder, String packagePrefix, String mainClass) {
        ClassFiles files = ClassFiles.read(jarOrFolder, packagePrefix);
        String main = mainClass.replace('.', '/');
        if (!files.byName().containsKey(main)) {
            throw new IllegalArgumentException(jarOrFolder + " has no class " + mainClass + " below " + packagePrefix
                    + ": its name or jar is wrong. Name the job's main class.");
        }
        Set<String> roots = new LinkedHashSet<>(files.services());
        roots.add(main);
        return actions(ClassReferences.reachable(files.byName(), roots).values());
    }

    private static Set<String> actions(Collection<byte[]> classFiles) {
        Set<String> actions = new TreeSet<>();
        for (byte[] file : classFiles) {
            new ClassReader(file).accept(new CallVisitor(actions), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        }
        return Collections.unmodifiableSet(actions);
    }

    private static final class CallVisitor extends ClassVisitor {

        private final Set<String> actions;

        CallVisitor(Set<String> actions) {
            super(Opcodes.ASM9);
            this.actions = actions;
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMethodInsn(
                        int opcode, String owner, String method, String methodDescriptor, boolean isInterface) {
                    actions.addAll(SdkOperations.actions(owner, method, methodDescriptor));
                }

                @Override
                public void visitInvokeDynamicInsn(
                        String method, String methodDescriptor, Handle bootstrap, Object... arguments) {
                    for (Object argument : arguments) {
                        if (argument instanceof Handle reference) {
                            actions.addAll(SdkOperations.actions(
                                    reference.getOwner(), reference.getName(), reference.getDesc()));
                        }
                    }
                }
            };
        }
    }
}
