package io.recoflow.aws.policy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;

/** Which classes a class can come to use: those that its constant pool names (JVM specification, 4.4.1), and so on. */
final class ClassReferences {

    private static final int CONSTANT_CLASS = 7;

    private ClassReferences() {}

    /** The class files that the classes name, directly or not; the classes themselves too, where they are there. */
    static Map<String, byte[]> reachable(Map<String, byte[]> classes, Set<String> from) {
        Map<String, byte[]> reached = new TreeMap<>();
        Deque<String> waiting = new ArrayDeque<>(from);
        while (!waiting.isEmpty()) {
            String name = waiting.remove();
            byte[] file = classes.get(name);
            if (file != null && reached.put(name, file) == null) {
                waiting.addAll(named(new ClassReader(file)));
            }
        }
        return reached;
    }

    private static Set<String> named(ClassReader reader) {
        Set<String> names = new HashSet<>();
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int index = 1; index < reader.getItemCount(); index++) {
            int item = reader.getItem(index);
            // Longs and doubles take two places, the second of them empty.
            if (item > 0 && reader.readByte(item - 1) == CONSTANT_CLASS) {
                names.add(elementName(reader.readUTF8(item, buffer)));
            }
        }
        return names;
    }

    /** {@code [Lsome/Type;} is an array of {@code some/Type}. */
    private static String elementName(String name) {
        return name.startsWith("[") ? name.replaceFirst("^\\[+L?", "").replace(";", "") : name;
    }
}
