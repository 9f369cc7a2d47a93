package io.recoflow.lake.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.lake.LakeSession;
import io.recoflow.testkit.DuckDb;
import io.recoflow.testkit.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random rows of random schemas, written by ours and by Spark's own writer, must be the same to every reader.
 * {@code -Dcases=100} is the long form.
 */
class PartitionedParquetWriterPropertyTest {

    private static final int CASES = Integer.getInteger("cases", 12);
    private static final String TIMESTAMP_TYPE = "spark.sql.parquet.outputTimestampType";
    private static final String LEGACY_FORMAT = "spark.sql.parquet.writeLegacyFormat";
    private static final String REBASE = "spark.sql.parquet.datetimeRebaseModeInWrite";

    /** Types whose values Spark and DuckDB can be made to spell alike. */
    private static final Map<String, String> SPARK_TEXT = Map.of(
            "boolean", "CAST(%s AS STRING)",
            "byte", "CAST(%s AS STRING)",
            "short", "CAST(%s AS STRING)",
            "integer", "CAST(%s AS STRING)",
            "long", "CAST(%s AS STRING)",
            "string", "%s",
            "binary", "hex(%s)",
            "date", "CAST(%s AS STRING)",
            "timestamp", "CAST(unix_micros(%s) AS STRING)",
            "timestamp_ntz", "CAST(unix_micros(CAST(%s AS TIMESTAMP)) AS STRING)");

    private static final Map<String, String> DUCKDB_TEXT = Map.of(
            "binary",
            "hex(%s)",
            // It leaves out the zero before the point.
            "decimal",
            "regexp_replace(CAST(%s AS VARCHAR), '^(-?)\\.', '\\10.')",
            "timestamp",
            "CAST(epoch_us(%s) AS VARCHAR)",
            "timestamp_ntz",
            "CAST(epoch_us(%s) AS VARCHAR)");

    private final SparkSession spark = LakeSession.session();

    private final Path folder;

    PartitionedParquetWriterPropertyTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void restoreSettings() {
        Stream.of(TIMESTAMP_TYPE, LEGACY_FORMAT, REBASE).forEach(spark.conf()::unset);
    }

    @Test
    void filesAreThoseThatSparkWrites() throws Exception {
        Random seeds = new Random(Seeds.next("filesAreThoseThatSparkWrites"));
        int strict = 0;
        for (int i = 0; i < CASES; i++) {
            long seed = seeds.nextLong();
            try (DuckDb duckDb = new DuckDb()) {
                strict += check(seed, folder.resolve("case" + i), duckDb);
            } catch (Throwable failure) {
                throw new AssertionError("Case " + i + ", seed of the case " + seed + ": " + failure, failure);
            }
        }
        assertThat(strict).as("files whose footers were compared").isGreaterThan(CASES);
    }

    /** Returns the number of files whose footers were compared. */
    private int check(long seed, Path root, DuckDb duckDb) {
        Random random = new Random(seed);
        configure(random);
        int keys = 1 + random.nextInt(3);
        StructType schema = new RandomTypes(random).schema(keys);
        List<Row> data = new RandomValues(random).rows(schema, 1 + random.nextInt(120));
        ParquetCompression compression = random.nextInt(3) == 0 ? ParquetCompression.ZSTD : ParquetCompression.SNAPPY;
        Dataset<Row> rows = spark.createDataFrame(data, schema);
        Path ours = root.resolve("ours");
        Path sparks = root.resolve("sparks");

        ParquetWriteResult result = new PartitionedParquetWriter(
                        ParquetWriterOptions.DEFAULT.withCompression(compression))
                .write(rows, output(ours, schema));
        writeWithSpark(rows, sparks, compression);

        assertThat(result.rowsRead()).isEqualTo(data.size());
        assertThat(result.rows(0)).isEqualTo(data.size());
        Dataset<Row> readBack = spark.read().parquet(ours.toString());
        Dataset<Row> sparksReadBack = spark.read().parquet(sparks.toString());
        assertThat(readBack.schema()).isEqualTo(sparksReadBack.schema());
        assertSameRows(RowText.sorted(readBack), RowText.sorted(sparksReadBack));
        Column[] fileColumns = columns(schema, false);
        assertSameRows(RowText.sorted(readBack.select(fileColumns)), RowText.sorted(rows.select(fileColumns)));
        String whole = "SELECT t::VARCHAR FROM ";
        assertSameRows(
                duckDb.sorted(whole + DuckDb.filesBelow(ours) + " t"),
                duckDb.sorted(whole + DuckDb.filesBelow(sparks) + " t"));
        String values = "SELECT " + text(schema, DUCKDB_TEXT, "CAST(%s AS VARCHAR)", '"') + " FROM ";
        assertSameRows(duckDb.sorted(values + DuckDb.filesBelow(ours)), sparkText(rows, schema));
        return compareFooters(ours, sparks);
    }

    /** As multisets; says only what is different, because the rows are long. */
    private static void assertSameRows(List<String> found, List<String> expected) {
        List<String> unexpected = new ArrayList<>(found);
        expected.forEach(unexpected::remove);
        List<String> missing = new ArrayList<>(expected);
        found.forEach(missing::remove);
        assertThat(unexpected.size() + missing.size())
                .as(() -> "different rows; unexpected " + first(unexpected) + ", missing " + first(missing))
                .isZero();
    }

    private static String first(List<String> rows) {
        return rows.stream()
                .findFirst()
                .map(row -> row.substring(0, Math.min(1000, row.length())))
                .orElse("none");
    }

    private void configure(Random random) {
        spark.conf().set(TIMESTAMP_TYPE, random.nextBoolean() ? "INT96" : "TIMESTAMP_MICROS");
        spark.conf().set(LEGACY_FORMAT, random.nextInt(6) == 0);
        spark.conf().set(REBASE, random.nextInt(4) == 0 ? "LEGACY" : "CORRECTED");
    }

    private static ParquetOutput output(Path folder, StructType schema) {
        return new ParquetOutput(folder.toUri().toString(), names(schema, false), names(schema, true));
    }

    private static void writeWithSpark(Dataset<Row> rows, Path folder, ParquetCompression compression) {
        List<String> keys = names(rows.schema(), true);
        // The same shuffle as ours, so that the same rows meet in a file.
        int tasks = 4 * rows.sparkSession().sparkContext().defaultParallelism();
        Column[] keyColumns = columns(rows.schema(), true);
        rows.repartition(tasks, keyColumns)
                .sortWithinPartitions(keyColumns)
                .write()
                .option("compression", compression == ParquetCompression.ZSTD ? "zstd" : "snappy")
                .partitionBy(keys.toArray(String[]::new))
                .parquet(folder.toString());
    }

    private static int compareFooters(Path ours, Path sparks) {
        Map<String, List<Path>> ourFiles = Footers.filesByFolder(ours);
        Map<String, List<Path>> sparkFiles = Footers.filesByFolder(sparks);
        assertThat(ourFiles.keySet()).isEqualTo(sparkFiles.keySet());
        int compared = 0;
        SoftAssertions softly = new SoftAssertions();
        for (Map.Entry<String, List<Path>> entry : ourFiles.entrySet()) {
            List<Path> theirs = sparkFiles.getOrDefault(entry.getKey(), List.of());
            // NULL and the empty text share a folder, and Spark may have them in one file or in two.
            if (entry.getValue().size() == 1 && theirs.size() == 1) {
                softly.assertThat(Footers.of(entry.getValue().get(0)))
                        .as(entry.getKey())
                        .isEqualTo(Footers.of(theirs.get(0)));
                compared++;
            }
        }
        softly.assertAll();
        return compared;
    }

    private static List<String> sparkText(Dataset<Row> rows, StructType schema) {
        return rows.select(functions.expr(text(schema, SPARK_TEXT, "CAST(%s AS STRING)", '`'))).collectAsList().stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }

    private static String text(StructType schema, Map<String, String> forms, String otherwise, char quote) {
        return Arrays.stream(schema.fields())
                .filter(field -> SPARK_TEXT.containsKey(field.dataType().typeName())
                        || field.dataType().typeName().startsWith("decimal"))
                .map(field -> {
                    String name = quote + field.name() + quote;
                    // The partition columns are text in DuckDB, and an empty one is NULL.
                    String form = field.dataType().typeName().startsWith("decimal")
                            ? forms.getOrDefault("decimal", otherwise)
                            : forms.getOrDefault(field.dataType().typeName(), otherwise);
                    String column = RandomValues.isPartition(field)
                            ? "NULLIF(" + String.format(otherwise, name) + ", '')"
                            : String.format(form, name);
                    return "COALESCE(" + column + ", 'NULL')";
                })
                .collect(Collectors.joining(", '|', ", "concat(", ")"));
    }

    private static List<String> names(StructType schema, boolean partition) {
        return Arrays.stream(schema.fields())
                .filter(field -> RandomValues.isPartition(field) == partition)
                .map(StructField::name)
                .toList();
    }

    private static Column[] columns(StructType schema, boolean partition) {
        return names(schema, partition).stream()
                .map(name -> functions.col("`" + name + "`"))
                .toArray(Column[]::new);
    }
}
