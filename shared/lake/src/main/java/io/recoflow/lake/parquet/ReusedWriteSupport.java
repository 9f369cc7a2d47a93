package io.recoflow.lake.parquet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.parquet.ParquetWriteSupport;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;

/**
 * Spark's own conversion of rows to Parquet, so that schema, logical types and footer are those that Spark writes. Made
 * once a task and used for every file, because parsing and converting the schema costs as much as encoding twenty rows.
 */
final class ReusedWriteSupport extends WriteSupport<InternalRow> {

    private final ParquetWriteSupport spark;
    private final WriteContext context;

    /** @param settings {@link #settingsOf} the session that made the rows */
    ReusedWriteSupport(StructType schema, Map<String, String> settings) {
        Configuration configuration = new Configuration(false);
        settings.forEach(configuration::set);
        ParquetWriteSupport.setSchema(schema, configuration);
        // Some settings it takes from the session, which a task of an RDD does not have.
        SQLConf session = new SQLConf();
        settings.forEach(session::setConfString);
        spark = SQLConf.withExistingConf(session, ParquetWriteSupport::new);
        context = SQLConf.withExistingConf(session, () -> spark.init(configuration));
    }

    /** The settings of a session that decide how Spark lays rows out in Parquet. */
    static Map<String, String> settingsOf(SparkSession session) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String key : List.of(
                SQLConf.PARQUET_WRITE_LEGACY_FORMAT().key(),
                SQLConf.PARQUET_OUTPUT_TIMESTAMP_TYPE().key(),
                SQLConf.SESSION_LOCAL_TIMEZONE().key(),
                SQLConf.PARQUET_REBASE_MODE_IN_WRITE().key(),
                SQLConf.PARQUET_INT96_REBASE_MODE_IN_WRITE().key(),
                SQLConf.PARQUET_FIELD_ID_WRITE_ENABLED().key(),
                SQLConf.PARQUET_ANNOTATE_VARIANT_LOGICAL_TYPE().key())) {
            settings.put(key, session.conf().get(key));
        }
        return settings;
    }

    @Override
    public WriteContext init(Configuration configuration) {
        return context;
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return context;
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
        spark.prepareForWrite(consumer);
    }

    @Override
    public void write(InternalRow row) {
        spark.write(row);
    }

    @Override
    public FinalizedWriteContext finalizeWrite() {
        return spark.finalizeWrite();
    }
}
