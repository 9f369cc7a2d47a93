package io.recoflow.jobs.train.data;

import static io.recoflow.runtime.storage.StorageFailures.retried;
import static io.recoflow.shop.LakeDatasets.PRODUCTS;
import static io.recoflow.shop.LakeDatasets.TRAINING;
import static io.recoflow.shop.SourceTables.CUSTOMER_NUMBER;
import static io.recoflow.shop.SourceTables.PRODUCT_CODE;
import static io.recoflow.shop.SourceTables.PRODUCT_RATING;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.trim;

import io.recoflow.lake.snapshot.SnapshotDataset;
import io.recoflow.lake.snapshot.SnapshotManifest;
import io.recoflow.model.evaluation.Rating;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.report.Console;
import io.recoflow.runtime.spark.SessionSetting;
import io.recoflow.runtime.storage.FileStorage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * Reads training data from the lake that training-etl writes. Ratings, customers and items are then in the driver's
 * memory: some 100 bytes each.
 */
public final class TrainingDataReader {

    private static final String ID = "id";

    private static final String INFER_FOLDER_TYPES = "spark.sql.sources.partitionColumnTypeInference.enabled";

    private final SparkSession session;
    private final FileStorage storage;
    private final Path root;
    private final Console console;

    private TrainingDataReader(SparkSession session, FileStorage storage, Path root, Console console) {
        this.session = session;
        this.storage = storage;
        this.root = root;
        this.console = console;
    }

    /** @throws JobException with exit code 6 where there is no such file system */
    public static TrainingDataReader open(SparkSession session, String uri, Console console) {
        return retried("open the lake " + uri, () -> {
            var hadoop = session.sessionState().newHadoopConf();
            Path root = FileStorage.qualified(uri, hadoop);
            return new TrainingDataReader(session, FileStorage.of(root, hadoop), root, console);
        });
    }

    /**
     * The name of a snapshot of the ratings.
     *
     * @param asked with or without {@code snapshot=} in front; empty for the latest
     * @throws JobException with exit code 5 where it is not there
     */
    public String snapshot(Optional<String> asked) {
        if (asked.isEmpty()) {
            return latest(TRAINING)
                    .orElseThrow(() -> missing(TRAINING + "/_latest", "Run training-etl with this --lake"));
        }
        String name = asked.get().startsWith("snapshot=") ? asked.get() : "snapshot=" + asked.get();
        Path whole = new Path(root, TRAINING + "/" + name + "/_snapshot.json");
        if (!retried("look for " + whole, () -> storage.exists(whole))) {
            throw missing(TRAINING + "/" + name, "Name a snapshot that is there, or leave --training-snapshot out");
        }
        return name;
    }

    /**
     * Reads a snapshot of the ratings, and the newest catalogue.
     *
     * @throws JobException with exit code 4 where columns are missing
     */
    public TrainingData read(String snapshot) {
        // Asked three times, and a snapshot has a file for each customer.
        Dataset<Row> rows = ratingRows(new Path(root, TRAINING + "/" + snapshot));
        requireColumns(rows);
        rows.persist(StorageLevel.MEMORY_AND_DISK());
        try {
            return read(snapshot, rows);
        } finally {
            rows.unpersist();
        }
    }

    private TrainingData read(String snapshot, Dataset<Row> rows) {
        Optional<Dataset<Row>> products = latest(PRODUCTS)
                .map(newest -> session.read().parquet(new Path(root, PRODUCTS + "/" + newest).toString()));
        if (products.isEmpty()) {
            console.warn("The lake has no dataset " + PRODUCTS + ": items that nobody has rated get no embedding. Run a"
                    + " training-etl that writes it.");
        }
        Dataset<Row> catalogue = products.orElse(rows);
        FeatureColumns columns = FeatureColumns.of(rows.schema(), products.map(Dataset::schema));
        List<FeatureColumn> customerColumns = columns.ofCustomers();
        List<FeatureColumn> itemColumns = columns.ofItems();
        List<Entity> customers = entities(entityRows(rows, CUSTOMER_NUMBER, customerColumns), customerColumns, true);
        Dataset<Row> listed = entityRows(catalogue, PRODUCT_CODE, itemColumns);
        // What was rated and has left the catalogue teaches as well.
        Dataset<Row> unlisted =
                entityRows(rows, PRODUCT_CODE, itemColumns).join(listed.select(ID), new String[] {ID}, "left_anti");
        List<Entity> items = entities(listed.unionByName(unlisted), itemColumns, false);
        return new TrainingData(
                snapshot, customerColumns, itemColumns, customers, items, ratings(rows, customers, items));
    }

    /** The customer's number is the text of the folder's name: Spark would take 007 and 7, or 1e2 and 100, for the same. */
    private Dataset<Row> ratingRows(Path snapshot) {
        return SessionSetting.during(
                session, INFER_FOLDER_TYPES, "false", () -> session.read().parquet(snapshot.toString()));
    }

    private List<Rating> ratings(Dataset<Row> rows, List<Entity> customers, List<Entity> items) {
        Map<String, Integer> customerPlaces = places(customers);
        Map<String, Integer> itemPlaces = places(items);
        List<Rating> ratings = new ArrayList<>();
        // Partition by partition: as rows, all of them take several times the memory that they take as ratings.
        Iterator<Row> all = rows.select(
                        trim(col(CUSTOMER_NUMBER).cast("string")),
                        trim(col(PRODUCT_CODE)),
                        col(PRODUCT_RATING).cast("double"))
                .toLocalIterator();
        while (all.hasNext()) {
            Row row = all.next();
            Integer customer = customerPlaces.get(row.getString(0));
            Integer item = itemPlaces.get(row.getString(1));
            if (customer != null && item != null && !row.isNullAt(2) && Double.isFinite(row.getDouble(2))) {
                ratings.add(new Rating(customer, item, row.getDouble(2)));
            }
        }
        ratings.sort(Rating.ORDER);
        return ratings;
    }

    /** One of each id, in their order; numbers among customers' ids by their size, behind what is no number. */
    private static List<Entity> entities(Dataset<Row> rows, List<FeatureColumn> features, boolean numericId) {
        Column[] order = Stream.concat(
                        numericId ? Stream.of(expr("try_cast(id AS BIGINT)"), col(ID)) : Stream.of(col(ID)),
                        features.stream().map(feature -> col(feature.name())))
                .toArray(Column[]::new);
        List<Entity> entities = new ArrayList<>();
        String last = "";
        for (Row row : rows.distinct().orderBy(order).collectAsList()) {
            String id = row.getString(0);
            if (id != null && !id.equals(last)) {
                List<@Nullable Object> values = new ArrayList<>();
                for (int i = 0; i < features.size(); i++) {
                    values.add(row.get(i + 1));
                }
                entities.add(new Entity(id, values));
                last = id;
            }
        }
        return entities;
    }

    /** The id as text, and the features: text trimmed, numbers as doubles. */
    private static Dataset<Row> entityRows(Dataset<Row> rows, String id, List<FeatureColumn> features) {
        return rows.select(Stream.concat(
                        Stream.of(trim(col(id).cast("string")).as(ID)),
                        features.stream().map(FeatureColumns::value))
                .toArray(Column[]::new));
    }

    private static Map<String, Integer> places(List<Entity> entities) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < entities.size(); i++) {
            places.put(entities.get(i).id(), i);
        }
        return places;
    }

    private void requireColumns(Dataset<Row> rows) {
        List<String> names = Arrays.asList(rows.columns());
        List<String> missing = Stream.of(CUSTOMER_NUMBER, PRODUCT_CODE, PRODUCT_RATING)
                .filter(each -> !names.contains(each))
                .toList();
        if (!missing.isEmpty()) {
            throw new JobException(
                    ExitCode.SCHEMA_MISMATCH,
                    "Cannot train on " + root,
                    "its ratings have no column " + String.join(", ", missing),
                    "Give the --lake of training-etl");
        }
    }

    private Optional<String> latest(String dataset) {
        return new SnapshotDataset(storage, new Path(root, dataset), Clock.systemUTC())
                .latest()
                .map(SnapshotManifest::snapshot);
    }

    private JobException missing(String what, String fix) {
        return new JobException(
                ExitCode.CONTRACT_VIOLATED, "Nothing to train on in " + root, what + " is missing", fix);
    }
}
