package io.recoflow.database;

import static org.apache.spark.sql.functions.col;

import io.recoflow.lake.contract.ColumnContract;
import io.recoflow.lake.contract.ColumnType;
import io.recoflow.lake.contract.SourceColumn;
import io.recoflow.lake.contract.SourceTable;
import io.recoflow.lake.contract.TableContract;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Reads source tables as datasets: a task for each key range, a connection for each task, rows by the fetch size.
 *
 * @param session that reads
 * @param database to read from
 */
public record SourceTableReader(SparkSession session, SourceDatabase database) {

    /**
     * @param table as it was found in the source
     * @param contract whose used columns are read, under its names, in its order; a column comes in the wider of the
     *     contract's type and the source's
     * @param ranges one task each
     */
    public Dataset<Row> read(SourceTable table, TableContract contract, List<KeyRange> ranges) {
        return read(database.dialect().identifier(table.name()), table, contract, ranges);
    }

    /** Like {@link #read}, but any few rows only, by one task. */
    public Dataset<Row> sample(SourceTable table, TableContract contract, int rows) {
        String columns = contract.columns().stream()
                .filter(ColumnContract::used)
                .map(column -> table.column(column.name()).orElseThrow().name())
                .map(database.dialect()::identifier)
                .collect(Collectors.joining(", "));
        String few = "(SELECT " + columns + " FROM " + database.dialect().identifier(table.name()) + " LIMIT " + rows
                + ") AS few";
        return read(few, table, contract, List.of(new KeyRange(KeyRangePlanner.EVERY_ROW, rows)));
    }

    private Dataset<Row> read(String from, SourceTable table, TableContract contract, List<KeyRange> ranges) {
        Column[] columns = contract.columns().stream()
                .filter(ColumnContract::used)
                .map(column -> select(column, table.column(column.name()).orElseThrow()))
                .toArray(Column[]::new);
        String[] predicates = ranges.stream().map(KeyRange::predicate).toArray(String[]::new);
        Dataset<Row> rows = session.read()
                .jdbc(database.urlWithSettings(), from, predicates, database.properties())
                .select(columns);
        // Said to Spark, which otherwise shuffles one partition's rows to bring them together.
        return ranges.size() == 1 ? rows.coalesce(1) : rows;
    }

    private static Column select(ColumnContract contract, SourceColumn source) {
        Column column = col("`" + source.name().replace("`", "``") + "`");
        return typeOf(contract, source).map(column::cast).orElse(column).as(contract.name());
    }

    private static Optional<DataType> typeOf(ColumnContract contract, SourceColumn source) {
        ColumnType found = source.type();
        ColumnType expected = contract.type().orElse(found);
        if (found instanceof ColumnType.Whole whole && expected instanceof ColumnType.Whole agreed) {
            return Optional.of(Math.max(whole.bits(), agreed.bits()) > 32 ? DataTypes.LongType : DataTypes.IntegerType);
        }
        if (found instanceof ColumnType.Decimal decimal && expected instanceof ColumnType.Decimal agreed) {
            int scale = Math.max(decimal.scale(), agreed.scale());
            int whole = Math.max(decimal.precision() - decimal.scale(), agreed.precision() - agreed.scale());
            return Optional.of(DataTypes.createDecimalType(Math.min(38, whole + scale), scale));
        }
        return found instanceof ColumnType.Text ? Optional.of(DataTypes.StringType) : Optional.empty();
    }
}
