package io.recoflow.bench.recommend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a running job holds: memory, file descriptors, files. On Linux, with a JDK. */
final class JobFigures {

    /** A heap's generations have a line each with a total; other memory has none. */
    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

    private final ProcessHandle process;
    private final Path folder;

    /** @param folder what the job writes lies here */
    JobFigures(ProcessHandle process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /** The heap that is in use after a full collection, which this asks for, in KB. */
    long heapKilobytes() throws IOException, InterruptedException {
        String unused = jcmd("GC.run");
        long used = 0;
        Matcher matcher = USED.matcher(jcmd("GC.heap_info"));
        while (matcher.find()) {
            used += Long.parseLong(matcher.group(1));
        }
        return used;
    }

    long fileDescriptors() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            return descriptors.count();
        }
    }

    long checkpointFiles() throws IOException {
        return files(folder.resolve(JobAnswerer.CHECKPOINTS), file -> true);
    }

    long deltaLogFiles() throws IOException {
        return files(folder.resolve(JobAnswerer.LAKE), file -> Objects.requireNonNull(file.getParent())
                .endsWith("_delta_log"));
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(process.pid()),
                        command)
                .redirectErrorStream(true)
                .start();
        String text = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IllegalStateException("jcmd " + command + " failed: " + text);
        }
        return text;
    }

    private static long files(Path root, Predicate<Path> counted) throws IOException {
        FileCount count = new FileCount(counted);
        Files.walkFileTree(root, count);
        return count.files;
    }

    /** Files come and go while they are counted. */
    private static final class FileCount extends SimpleFileVisitor<Path> {

        private final Predicate<Path> counted;
        private long files;

        FileCount(Predicate<Path> counted) {
            this.counted = counted;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files += counted.test(file) ? 1 : 0;
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException gone) {
            return FileVisitResult.CONTINUE;
        }
    }
}
