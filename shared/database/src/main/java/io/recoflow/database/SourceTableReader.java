package io.recoflow.database;

import static org.apache.spark.sql.functions.col;

import io.recoflow.runtime.spark.SessionSetting;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads source tables as datasets: a task for each key range, a connection for each task, rows by the fetch size.
 *
 * @param session that reads
 * @param database to read from
 */
public record SourceTableReader(SparkSession session, SourceDatabase database) {

    /** Without it, Spark fills a CHAR up with blanks, and an ENUM to the length of the longest. */
    private static final String CHAR_AS_TEXT = "spark.sql.legacy.charVarcharAsString";

    /**
     * The columns in use under the contract's names, in its order, and behind them {@link SourceQuery#UNFIT} where values
     * can be unfit.
     *
     * @param ranges one task each
     */
    public Dataset<Row> read(SourceQuery query, List<KeyRange> ranges) {
        return read(query.from(), query, ranges);
    }

    /** Like {@link #read}, but any few rows only, by one task. */
    public Dataset<Row> sample(SourceQuery query, int rows) {
        String few = "(SELECT * FROM " + query.from() + " LIMIT " + rows + ") AS few";
        return read(few, query, List.of(new KeyRange(KeyRangePlanner.EVERY_ROW, rows)));
    }

    private Dataset<Row> read(String from, SourceQuery query, List<KeyRange> ranges) {
        Properties properties = database.properties();
        properties.setProperty("customSchema", query.types().toDDL());
        Column[] columns = Stream.concat(
                        query.names().stream(), query.mayHaveUnfitValues() ? Stream.of(SourceQuery.UNFIT) : Stream.of())
                .map(name -> col("`" + name.replace("`", "``") + "`"))
                .toArray(Column[]::new);
        Dataset<Row> rows = SessionSetting.during(session, CHAR_AS_TEXT, "true", () -> session.read()
                .jdbc(
                        database.urlWithSettings(),
                        from,
                        ranges.stream().map(KeyRange::predicate).toArray(String[]::new),
                        properties)
                .select(columns));
        // Said to Spark, which otherwise shuffles one partition's rows to bring them together.
        return ranges.size() == 1 ? rows.coalesce(1) : rows;
    }
}
