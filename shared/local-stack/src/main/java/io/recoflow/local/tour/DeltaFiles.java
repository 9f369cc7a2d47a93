package io.recoflow.local.tour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The live files of a Delta table on this machine, as its log names them. */
final class DeltaFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DeltaFiles() {}

    /** @param bytes its size by the log */
    record DeltaFile(Path path, long bytes) {}

    /** What was added and not removed, by path; none where there is no table. */
    static List<DeltaFile> live(Path table) {
        Map<Path, DeltaFile> live = new TreeMap<>();
        for (Path version : versions(table.resolve("_delta_log"))) {
            apply(version, table, live);
        }
        return List.copyOf(live.values());
    }

    private static List<Path> versions(Path log) {
        if (!Files.isDirectory(log)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(log)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d{20}\\.json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + log, e);
        }
    }

    private static void apply(Path version, Path table, Map<Path, DeltaFile> live) {
        try (Stream<String> lines = Files.lines(version)) {
            for (String line : (Iterable<String>) lines::iterator) {
                JsonNode action = JSON.readTree(line);
                if (action.has("add")) {
                    Path path = path(table, action.path("add"));
                    live.put(
                            path,
                            new DeltaFile(path, action.path("add").path("size").asLong()));
                } else if (action.has("remove")) {
                    live.remove(path(table, action.path("remove")));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + version, e);
        }
    }

    /** The log has paths relative to the table, encoded as in a URI. */
    private static Path path(Path table, JsonNode file) {
        return table.resolve(URI.create(file.path("path").asText()).getPath());
    }
}
