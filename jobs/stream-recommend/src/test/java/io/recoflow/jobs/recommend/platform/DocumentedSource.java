package io.recoflow.jobs.recommend.platform;

import io.recoflow.kinesis.KinesisTableProvider;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * A source with the name, the options and the columns that a platform documents for its own, and this project's reader
 * behind them. Refuses options that are not documented, and those that lack.
 */
abstract class DocumentedSource implements TableProvider, DataSourceRegister {

    private static final int SHARED_COLUMNS = 5;
    private static final StructType OWN = new KinesisTableProvider().inferSchema(CaseInsensitiveStringMap.empty());

    /** Data, stream, partition key, sequence number, time of arrival: what the sources have in common. */
    private static final StructType COLUMNS = new StructType(Arrays.copyOf(OWN.fields(), SHARED_COLUMNS));

    private final Set<String> required;
    private final Set<String> optional;

    /** Names of options as they are documented. */
    DocumentedSource(Set<String> required, Set<String> optional) {
        this.required = required;
        this.optional = optional;
    }

    /** The same in the words of {@code recoflow-kinesis}. */
    abstract Map<String, String> own(CaseInsensitiveStringMap options);

    /** A time as both document it: ISO 8601 without a fraction. */
    static String requireTime(String time) {
        if (!time.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ")) {
            throw new IllegalArgumentException("not a time of the documented form: " + time);
        }
        return time;
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return COLUMNS;
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new DocumentedTable(this);
    }

    private ScanBuilder scan(CaseInsensitiveStringMap options) {
        Set<String> given = options.asCaseSensitiveMap().keySet();
        Set<String> wrong = new TreeSet<>(given);
        wrong.removeAll(required);
        wrong.removeAll(optional);
        Set<String> lacking =
                required.stream().filter(name -> !given.contains(name)).collect(Collectors.toSet());
        if (!wrong.isEmpty() || !lacking.isEmpty()) {
            throw new IllegalArgumentException(shortName() + ": not documented " + wrong + ", lacking " + lacking);
        }
        Scan scan = ((SupportsRead) new KinesisTableProvider().getTable(OWN, new Transform[0], Map.of()))
                .newScanBuilder(new CaseInsensitiveStringMap(own(options)))
                .build();
        return () -> new DocumentedScan(scan);
    }

    private record DocumentedTable(DocumentedSource source) implements SupportsRead {

        @Override
        public String name() {
            return source.shortName();
        }

        @Override
        @SuppressWarnings("deprecation") // As in the project's own table.
        public StructType schema() {
            return COLUMNS;
        }

        @Override
        public Set<TableCapability> capabilities() {
            return Set.of(TableCapability.MICRO_BATCH_READ);
        }

        @Override
        public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
            return source.scan(options);
        }
    }

    /** The columns in common are the first of a row. */
    private record DocumentedScan(Scan scan) implements Scan {

        @Override
        public StructType readSchema() {
            return COLUMNS;
        }

        @Override
        public MicroBatchStream toMicroBatchStream(String checkpointLocation) {
            return scan.toMicroBatchStream(checkpointLocation);
        }
    }
}
