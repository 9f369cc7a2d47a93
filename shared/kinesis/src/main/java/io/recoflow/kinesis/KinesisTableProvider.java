package io.recoflow.kinesis;

import io.recoflow.kinesis.source.KinesisScan;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * {@code format("recoflow-kinesis")}: a source and a sink for streaming and batch queries. Options: {@link
 * io.recoflow.kinesis.config.KinesisOption}.
 */
public final class KinesisTableProvider implements TableProvider, DataSourceRegister {

    /** The name of the format. */
    public static final String FORMAT = "recoflow-kinesis";

    @Override
    public String shortName() {
        return FORMAT;
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return KinesisScan.columns();
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        // What has arrived by now is older than this.
        return new KinesisTable(Instant.now().truncatedTo(ChronoUnit.MILLIS).plusMillis(1));
    }
}
