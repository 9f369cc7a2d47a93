package io.recoflow.local.tour;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.local.tour.DeltaFiles.DeltaFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeltaFilesTest {
    private final Path table;

    DeltaFilesTest(@TempDir Path table) {
        this.table = table;
    }

    @Test
    void aFolderWithoutALogHasNone() {
        assertThat(DeltaFiles.live(table)).isEmpty();
    }

    @Test
    void filesOfAllVersionsAreLive() throws IOException {
        version(0, "{\"metaData\":{}}", add("hour=8/a.parquet", 10));
        version(1, add("hour=9/b.parquet", 20));
        assertThat(DeltaFiles.live(table))
                .containsExactly(
                        new DeltaFile(table.resolve("hour=8/a.parquet"), 10),
                        new DeltaFile(table.resolve("hour=9/b.parquet"), 20));
    }

    @Test
    void whatWasRemovedIsNotLiveUntilItIsAddedAgain() throws IOException {
        version(0, add("a.parquet", 1), add("b.parquet", 2));
        version(9, remove("a.parquet"), remove("b.parquet"));
        version(10, add("a.parquet", 3));
        assertThat(DeltaFiles.live(table)).containsExactly(new DeltaFile(table.resolve("a.parquet"), 3));
    }

    @Test
    void pathsAreDecoded() throws IOException {
        version(0, add("reason=not%20an+object/a.parquet", 1));
        assertThat(DeltaFiles.live(table))
                .containsExactly(new DeltaFile(table.resolve("reason=not an+object/a.parquet"), 1));
    }

    @Test
    void whatElseLiesInTheLogIsNotRead() throws IOException {
        version(0, add("a.parquet", 1));
        Files.writeString(table.resolve("_delta_log/.00000000000000000001.json.tmp"), add("b.parquet", 2));
        Files.writeString(table.resolve("_delta_log/00000000000000000000.crc"), "no JSON");
        assertThat(DeltaFiles.live(table)).containsExactly(new DeltaFile(table.resolve("a.parquet"), 1));
    }

    private void version(int number, String... actions) throws IOException {
        Path log = Files.createDirectories(table.resolve("_delta_log"));
        Files.writeString(log.resolve("%020d.json".formatted(number)), String.join("\n", actions) + "\n");
    }

    private static String add(String path, long bytes) {
        return "{\"add\":{\"path\":\"" + path + "\",\"partitionValues\":{},\"size\":" + bytes + "}}";
    }

    private static String remove(String path) {
        return "{\"remove\":{\"path\":\"" + path + "\"}}";
    }
}
