package io.recoflow.jobs.recommend;

import io.recoflow.serving.ServingFixture;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The checkpoints of a job that does not run; on a local disk. */
record Checkpoints(Path folder) {

    /** Until when the shards were read. */
    private static final Pattern TIME = Pattern.compile("\"time\":(\\d+)");

    static Checkpoints of(ServingFixture shop) {
        return new Checkpoints(Path.of(URI.create(shop.folder("checkpoints"))));
    }

    /** As if the query had died before it noted that its last batch was done. */
    void forgetLastCommit(String query) throws IOException {
        List<Path> commits = batches(query, "commits");
        Path last = commits.get(commits.size() - 1);
        Files.delete(last);
        Files.deleteIfExists(checksum(last));
    }

    /** As if the query had last read its stream so long ago. */
    void age(String query, Duration time) throws IOException {
        for (Path offsets : batches(query, "offsets")) {
            String aged = TIME.matcher(Files.readString(offsets))
                    .replaceAll(match -> "\"time\":" + (Long.parseLong(match.group(1)) - time.toMillis()));
            Files.writeString(offsets, aged);
            Files.deleteIfExists(checksum(offsets));
        }
    }

    /** As if somebody had deleted those of a query. */
    void lose(String query) throws IOException {
        if (!Files.exists(folder.resolve(query))) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder.resolve(query))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Whether the query has begun a batch. */
    boolean has(String query) {
        String[] batches = folder.resolve(query).resolve("offsets").toFile().list();
        return batches != null && batches.length > 0;
    }

    /** The files of batches, in their order. */
    private List<Path> batches(String query, String log) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(query).resolve(log))) {
            return files.filter(file -> file.getFileName().toString().matches("\\d+"))
                    .sorted(Comparator.comparing(
                            file -> Long.valueOf(file.getFileName().toString())))
                    .toList();
        }
    }

    private static Path checksum(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".crc");
    }
}
