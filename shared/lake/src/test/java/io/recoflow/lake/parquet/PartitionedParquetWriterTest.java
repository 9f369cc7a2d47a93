package io.recoflow.lake.parquet;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.lake.LakeSession;
import io.recoflow.testkit.DuckDb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PartitionedParquetWriterTest {

    private static final long LIMIT = 200_000;

    private final SparkSession spark = LakeSession.session();

    private final Path folder;

    PartitionedParquetWriterTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @EnumSource
    void aFolderHoldsTheDataFilesAndNothingElse(ParquetCompression compression) {
        ParquetWriterOptions options = ParquetWriterOptions.DEFAULT.withCompression(compression);

        ParquetWriteResult result = new PartitionedParquetWriter(options)
                .write(spark.range(1000).withColumn("k", expr("id % 7")), output("id"));

        String extension = compression == ParquetCompression.ZSTD ? "zstd" : "snappy";
        assertThat(allFiles())
                .hasSize(7)
                .allMatch(file -> file.matches("k=[0-6]/part-0000[0-7]-0\\." + extension + "\\.parquet"))
                .containsExactlyInAnyOrderElementsOf(
                        result.files().get(0).stream().map(WrittenFile::path).toList());
        assertThat(Footers.files(folder)).allSatisfy(file -> assertThat(
                        Footers.of(file).rowGroups().get(0).columns())
                .allMatch(column -> column.codec().name().equals(compression.name())));
        assertThat(spark.read().parquet(folder.toString()).count()).isEqualTo(1000);
    }

    @Test
    void filesStandInTheFolderItselfWithoutPartitionColumns() {
        ParquetOutput plain = new ParquetOutput(folder.toUri().toString(), List.of("id"), List.of());

        ParquetWriteResult result = new PartitionedParquetWriter(ParquetWriterOptions.DEFAULT)
                .write(spark.range(10).toDF(), plain);

        assertThat(result.rows(0)).isEqualTo(10);
        assertThat(allFiles()).allMatch(file -> file.matches("part-\\d{5}-0\\.snappy\\.parquet"));
        assertThat(spark.read().parquet(folder.toString()).count()).isEqualTo(10);
    }

    @Test
    void aHeavyPartitionBecomesSeveralFilesInOrderAndALightOneStandsInOne() {
        // 30,000 rows of partition 0 and 20 of each of the others, that compression cannot make much smaller.
        Dataset<Row> rows = spark.range(30_000 + 20 * 9)
                .withColumn("k", expr("IF(id < 30000, 0, 1 + id % 9)"))
                .withColumn("text", expr("sha2(CAST(id AS STRING), 256)"));

        ParquetWriteResult result = limited().write(rows, output("id", "text"));

        Map<String, List<WrittenFile>> byFolder = new TreeMap<>();
        result.files().get(0).forEach(file -> byFolder.computeIfAbsent(
                        file.path().split("/", 2)[0], k -> new java.util.ArrayList<>())
                .add(file));
        List<WrittenFile> heavy = byFolder.remove("k=0");
        assertThat(heavy).hasSizeGreaterThan(5);
        assertThat(heavy).allSatisfy(file -> assertThat(file.bytes()).isLessThan(LIMIT + LIMIT / 4));
        assertThat(byFolder).hasSize(9).allSatisfy((k, files) -> {
            assertThat(files).hasSize(1);
            assertThat(files.get(0).rows()).isEqualTo(20);
        });
        for (int i = 0; i < heavy.size(); i++) {
            assertThat(heavy.get(i).path()).endsWith("-" + i + ".snappy.parquet");
        }
        assertThat(spark.read()
                        .parquet(folder.toString())
                        .select("id")
                        .distinct()
                        .count())
                .isEqualTo(30_180);
    }

    @Test
    void fewLongRowsKeepTheLimitToo() {
        Dataset<Row> rows = spark.range(60)
                .withColumn("k", expr("0"))
                .withColumn("text", expr("concat_ws('', transform(sequence(1, 500), n -> sha2(concat(id, n), 256)))"));

        ParquetWriteResult result = limited().write(rows, output("id", "text"));

        assertThat(result.files().get(0)).hasSizeGreaterThan(5).allSatisfy(file -> assertThat(file.bytes())
                .isLessThan(LIMIT + LIMIT / 4));
        assertThat(result.rows(0)).isEqualTo(60);
    }

    @Test
    void anEmptyDatasetCanBeReadWithItsColumns() throws Exception {
        Dataset<Row> none = spark.range(0)
                .withColumn("price", expr("CAST(1.5 AS DECIMAL(10, 2))"))
                .withColumn("k", expr("7"))
                .withColumn("country", expr("'DE'"));
        ParquetOutput output =
                new ParquetOutput(folder.toUri().toString(), List.of("id", "price"), List.of("country", "k"));

        ParquetWriteResult result = new PartitionedParquetWriter(ParquetWriterOptions.DEFAULT).write(none, output);

        assertThat(result.files().get(0)).singleElement().satisfies(file -> assertThat(file.bytes())
                .isEqualTo(Files.size(folder.resolve(file.path()))));
        Dataset<Row> read = spark.read().parquet(folder.toString());
        assertThat(read.columns()).containsExactly("id", "price", "country", "k");
        assertThat(read.schema().apply("price").dataType().sql()).isEqualTo("DECIMAL(10,2)");
        assertThat(read.count()).isZero();
        try (DuckDb duckDb = new DuckDb()) {
            String query = "SELECT * FROM " + DuckDb.filesBelow(folder);
            assertThat(duckDb.columns(query)).containsExactly("country", "id", "k", "price");
            assertThat(duckDb.sorted(query)).isEmpty();
        }
    }

    @Test
    void theSameRowsGiveTheSameFilesAgain() {
        Dataset<Row> rows = spark.range(20_000)
                .withColumn("k", expr("id % 50 * id % 3"))
                .withColumn("text", expr("sha2(CAST(id AS STRING), 256)"));

        ParquetWriteResult first = limited().write(rows, output("id", "text"));
        Map<String, Integer> contents = contents();
        ParquetWriteResult second = limited().write(rows, output("id", "text"));

        assertThat(second).isEqualTo(first);
        assertThat(contents()).isEqualTo(contents);
    }

    @Test
    void columnsMayHaveNamesThatSqlMustQuote() {
        Dataset<Row> rows = spark.range(10).withColumn("a.b `c`", col("id")).withColumn("k=1/x", expr("id % 2"));
        ParquetOutput output = new ParquetOutput(folder.toUri().toString(), List.of("a.b `c`"), List.of("k=1/x"));

        new PartitionedParquetWriter(ParquetWriterOptions.DEFAULT).write(rows, output);

        assertThat(Footers.filesByFolder(folder)).containsOnlyKeys("k%3D1%2Fx=0", "k%3D1%2Fx=1");
        assertThat(spark.read().parquet(folder.toString()).columns()).containsExactly("a.b `c`", "k=1/x");
    }

    @Test
    void anOutputNamesEachColumnOnce() {
        assertThatThrownBy(() -> new ParquetOutput("file:/x", List.of("a", "k"), List.of("k")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("each column once");
        assertThatThrownBy(() -> new ParquetOutput("file:/x", List.of(), List.of("k")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one column");
    }

    private static PartitionedParquetWriter limited() {
        return new PartitionedParquetWriter(ParquetWriterOptions.DEFAULT.withMaxFileBytes(LIMIT));
    }

    private ParquetOutput output(String... columns) {
        return new ParquetOutput(folder.toUri().toString(), List.of(columns), List.of("k"));
    }

    private List<String> allFiles() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Map<String, Integer> contents() {
        Map<String, Integer> contents = new TreeMap<>();
        for (String file : allFiles()) {
            try {
                contents.put(file, Arrays.hashCode(Files.readAllBytes(folder.resolve(file))));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return contents;
    }
}
