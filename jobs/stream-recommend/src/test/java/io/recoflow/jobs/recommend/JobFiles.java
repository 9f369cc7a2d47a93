package io.recoflow.jobs.recommend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the files of a running job tell of where it is; on a local disk. */
final class JobFiles {

    private final Path checkpoints;
    private final Path table;
    private final Set<String> commitsAtStart;
    private Set<String> lastCommits;
    private Set<String> dataAtLastCommit;

    JobFiles(Path checkpoints, Path table) {
        this.checkpoints = checkpoints;
        this.table = table;
        this.commitsAtStart = commits();
        this.lastCommits = commitsAtStart;
        this.dataAtLastCommit = Set.of();
        this.dataAtLastCommit = dataFiles();
    }

    /** A batch is planned and not done. */
    boolean isInBatch(String query) {
        return names(checkpoints.resolve(query + "/offsets")).size()
                > names(checkpoints.resolve(query + "/commits")).size();
    }

    /** Rows are written since the last commit that was seen. */
    boolean isWritingRows() {
        Set<String> data = dataFiles();
        Set<String> commits = commits();
        if (!commits.equals(lastCommits)) {
            lastCommits = commits;
            dataAtLastCommit = data;
        }
        return !data.equals(dataAtLastCommit);
    }

    /** The table has a commit since this was made. */
    boolean hasCommitted() {
        return !commits().equals(commitsAtStart);
    }

    private Set<String> commits() {
        return names(table.resolve("_delta_log")).stream()
                .filter(name -> name.endsWith(".json"))
                .collect(Collectors.toSet());
    }

    private Set<String> dataFiles() {
        try (Stream<Path> files = Files.exists(table) ? Files.walk(table) : Stream.empty()) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".parquet") && !name.contains("_delta_log"))
                    .collect(Collectors.toSet());
        } catch (UncheckedIOException | IOException e) {
            // A file went while it was looked at.
            return dataAtLastCommit;
        }
    }

    private static Set<String> names(Path folder) {
        try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .collect(Collectors.toCollection(HashSet::new));
        } catch (UncheckedIOException | IOException e) {
            return Set.of();
        }
    }
}
