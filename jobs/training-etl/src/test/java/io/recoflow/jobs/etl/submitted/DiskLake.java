package io.recoflow.jobs.etl.submitted;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoflow.testkit.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A lake on this machine's disk, as someone without Recoflow and Spark sees it: files, JSON and DuckDB. */
record DiskLake(Path root) {

    static final String TRAINING = "ratings_ml_training";
    static final String PRODUCTS = "products";
    static final String POPULAR = "popular_products";
    static final List<String> DATASETS = List.of(TRAINING, PRODUCTS, POPULAR);
    static final String REJECTED = "ratings_rejected";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a dataset's {@code _latest} says. */
    JsonNode latest(String dataset) throws IOException {
        return JSON.readTree(root.resolve(dataset).resolve("_latest").toFile());
    }

    /** The folder name of a dataset's latest snapshot. */
    String latestName(String dataset) throws IOException {
        return latest(dataset).get("snapshot").asText();
    }

    Path latestFolder(String dataset) throws IOException {
        return root.resolve(dataset).resolve(latestName(dataset));
    }

    /** The name that a dataset's latest snapshot shares with its run's report and rejected rows. */
    String latestRun() throws IOException {
        return runOf(latestName(TRAINING));
    }

    static String runOf(String snapshotFolder) {
        return snapshotFolder.substring("snapshot=".length());
    }

    JsonNode report(String run) throws IOException {
        return JSON.readTree(root.resolve(TRAINING)
                .resolve("_reports")
                .resolve(run + ".json")
                .toFile());
    }

    /** The names in a folder of the lake; none where it does not exist. */
    TreeSet<String> names(String folder) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        if (Files.isDirectory(root.resolve(folder))) {
            try (Stream<Path> children = Files.list(root.resolve(folder))) {
                children.forEach(child -> names.add(child.getFileName().toString()));
            }
        }
        return names;
    }

    /** The names of a dataset's snapshot folders. */
    List<String> snapshots(String dataset) throws IOException {
        return names(dataset).stream()
                .filter(name -> name.startsWith("snapshot="))
                .toList();
    }

    /** Every file of the latest snapshot with its content. */
    Map<Path, String> latestContent(String dataset) throws IOException {
        Map<Path, String> content = new TreeMap<>();
        for (Path file : filesBelow(latestFolder(dataset))) {
            content.put(root.relativize(file), Files.readString(file, ISO_8859_1));
        }
        return content;
    }

    /** The same lake at another place. */
    DiskLake copiedTo(Path place) throws IOException {
        for (Path file : files()) {
            Path copy = place.resolve(root.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
        return new DiskLake(place);
    }

    List<Path> files() throws IOException {
        return filesBelow(root);
    }

    /** DuckDB's name for all Parquet files below a folder. */
    static String parquet(Path folder) {
        return "read_parquet('" + folder + "/**/*.parquet', hive_partitioning = true)";
    }

    /** Lets the processes that hold leases be gone, which are this one where a run in it has died. */
    void endProcessesOfLeases() throws IOException {
        for (Path file : files()) {
            if (file.getFileName().toString().equals("_writing.json")) {
                ObjectNode lease = (ObjectNode) JSON.readTree(file.toFile());
                // Process ids come again: a lease is of one that started at its time.
                lease.put("processStarted", "2026-01-01T00:00:00Z");
                JSON.writeValue(file.toFile(), lease);
            }
        }
    }

    /** All datasets' latest snapshots are whole, and DuckDB finds in them what their manifests say. */
    void assertLatestIsWhole(long ratings) throws IOException {
        assertThat(latest(TRAINING).get("rows").asLong()).isEqualTo(ratings);
        for (String dataset : DATASETS) {
            Path folder = latestFolder(dataset);
            assertThat(folder.resolve("_snapshot.json"))
                    .hasSameBinaryContentAs(root.resolve(dataset).resolve("_latest"));
            assertThat(DuckDb.number("SELECT count(*) FROM " + parquet(folder)))
                    .isEqualTo(latest(dataset).get("rows").asLong());
            assertThat(filesBelow(folder).stream()
                            .filter(file -> file.toString().endsWith(".parquet"))
                            .count())
                    .isEqualTo(latest(dataset).get("files").asLong());
        }
    }

    /** Nothing is in the lake but whole snapshots, the rejected rows of {@code runs}, reports and pointers. */
    void assertNoLeftovers(List<String> runs) throws IOException {
        for (String dataset : DATASETS) {
            assertThat(names(dataset)).allMatch(name -> name.matches("_latest|_pointer|_reports|snapshot=[0-9TZ]{16}"));
            assertThat(names(dataset + "/_pointer")).containsExactly("latest.json");
            assertThat(root.resolve(dataset).resolve("_pointer/latest.json"))
                    .hasSameBinaryContentAs(root.resolve(dataset).resolve("_latest"));
            for (String snapshot : snapshots(dataset)) {
                assertThat(root.resolve(dataset).resolve(snapshot).resolve("_snapshot.json"))
                        .isRegularFile();
            }
        }
        assertThat(files())
                .noneMatch(file -> file.getFileName().toString().matches("_writing\\.json|.*\\.tmp|\\..*\\.crc"));
        assertThat(names(REJECTED))
                .containsExactlyElementsOf(
                        runs.stream().map(run -> "run=" + run).sorted().toList());
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
