package io.recoflow.serving.served;

import static io.recoflow.runtime.storage.StorageFailures.retried;
import static io.recoflow.shop.LakeDatasets.POPULAR_PRODUCTS;
import static io.recoflow.shop.LakeDatasets.PRODUCTS;
import static io.recoflow.shop.LakeDatasets.RANK;
import static io.recoflow.shop.LakeDatasets.SCOPE;
import static io.recoflow.shop.LakeDatasets.SCOPE_ALL;
import static io.recoflow.shop.SourceTables.COUNTRY;
import static io.recoflow.shop.SourceTables.PRODUCT_CODE;
import static io.recoflow.shop.SourceTables.QUANTITY_IN_STOCK;

import io.recoflow.lake.parquet.ParquetRows;
import io.recoflow.lake.snapshot.SnapshotDataset;
import io.recoflow.lake.snapshot.SnapshotManifest;
import io.recoflow.model.bundle.Embedding;
import io.recoflow.model.bundle.EmbeddingReader;
import io.recoflow.model.bundle.Manifest;
import io.recoflow.model.bundle.ModelArtifacts;
import io.recoflow.model.bundle.ModelBundle;
import io.recoflow.model.bundle.TowerInput;
import io.recoflow.model.check.BundleCheck;
import io.recoflow.model.neighbours.ItemMatrix;
import io.recoflow.model.scoring.FoldIn;
import io.recoflow.model.scoring.UserTowers;
import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.storage.FileStorage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is served. All methods end with a {@link JobException}: exit code 5 where what they read is not as it must
 * be, 6 where its storage fails.
 */
final class ServingFiles {

    private final ServingSettings settings;
    private final Configuration configuration;

    ServingFiles(ServingSettings settings, Configuration configuration) {
        this.settings = settings;
        this.configuration = configuration;
    }

    /** @param stock of which the model is to know what is sold out */
    Optional<Found<ServedModel>> latestModel(Stock stock) {
        return artifacts().latestVersion().map(version -> model(version, stock));
    }

    /** A version of the model, everything in it verified when it is loaded. */
    Found<ServedModel> model(String version, Stock stock) {
        return new Found<>(version, () -> load(version, stock));
    }

    private ServedModel load(String version, Stock stock) {
        ModelBundle bundle = artifacts().version(version);
        Manifest manifest = bundle.manifest();
        List<String> problems = BundleCheck.userTowerProblems(bundle);
        if (!problems.isEmpty()) {
            throw unusable("the model bundle " + bundle.location(), String.join("; ", problems));
        }
        HeapNeed.ofItems(manifest).problem(HeapNeed.free()).ifPresent(problem -> {
            throw unusable("the model bundle " + bundle.location(), problem);
        });
        List<String> inputs =
                manifest.userTower().inputs().stream().map(TowerInput::name).toList();
        try {
            List<Embedding> embeddings = embeddings(bundle);
            return new ServedModel(
                    version,
                    manifest.createdAt(),
                    inputs,
                    UserTowers.of(bundle).bind(inputs),
                    ItemMatrix.of(embeddings, manifest.dimension(), manifest.similarityDimensions()),
                    manifest.foldIn().map(each -> FoldIn.of(each, manifest.dimension(), embeddings)),
                    stock,
                    settings.mostSimilar());
        } catch (IllegalArgumentException e) {
            throw unusable("the model bundle " + bundle.location(), String.valueOf(e.getMessage()));
        }
    }

    Optional<Found<PopularProducts>> latestPopular() {
        return dataset(POPULAR_PRODUCTS)
                .latest()
                .map(SnapshotManifest::snapshot)
                .map(snapshot -> new Found<>(snapshot, () -> popular(snapshot)));
    }

    private PopularProducts popular(String snapshot) {
        List<String> overAll = new ArrayList<>();
        Map<String, TreeMap<Integer, String>> ranks = new HashMap<>();
        rows(POPULAR_PRODUCTS, snapshot, List.of(SCOPE, COUNTRY, RANK, PRODUCT_CODE), row -> {
            String scope =
                    row.text(SCOPE).equals(SCOPE_ALL) ? "" : row.text(COUNTRY).strip();
            ranks.computeIfAbsent(scope, any -> new TreeMap<>())
                    .put((int) row.number(RANK), code(row.text(PRODUCT_CODE)));
        });
        TreeMap<Integer, String> everywhere = ranks.remove("");
        if (everywhere != null) {
            overAll.addAll(everywhere.values());
        }
        if (overAll.isEmpty()) {
            throw unusable(settings.lake() + "/" + POPULAR_PRODUCTS + "/" + snapshot, "it has no product of scope all");
        }
        Map<String, List<String>> byCountry = new HashMap<>();
        ranks.forEach((country, products) -> byCountry.put(country, List.copyOf(products.values())));
        return new PopularProducts(snapshot, overAll, byCountry);
    }

    /** The shop's rules; empty where there is no file of them. */
    Optional<Found<BusinessRules>> latestRules() {
        return rulesText().map(text -> new Found<>(BusinessRulesReader.version(text), () -> soundRules(text)));
    }

    /** What the job began with. */
    BusinessRules rulesAtStart() {
        String text = settings.rulesAtStart();
        return text == null ? BusinessRules.NONE : new BusinessRulesReader(Optional.empty()).read(text);
    }

    /**
     * What the file of the shop's rules has, all of which can be used; null where there are to be none.
     *
     * @throws JobException with exit code 2 where something cannot be used, or there is no such file
     */
    @Nullable String soundRulesText() {
        if (settings.businessRules() == null) {
            return null;
        }
        String text = rulesText().orElseThrow(() -> unusableRules("there is no such file", "Check --business-rules"));
        soundRules(text);
        return text;
    }

    private Optional<String> rulesText() {
        String file = settings.businessRules();
        return file == null
                ? Optional.empty()
                : retried("read " + file, () -> {
                    Path path = FileStorage.qualified(file, configuration);
                    return FileStorage.of(path, configuration)
                            .read(path)
                            .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
                });
    }

    private BusinessRules soundRules(String text) {
        BusinessRulesReader reader = new BusinessRulesReader(productColumns());
        BusinessRules rules = reader.read(text);
        if (!reader.problems().isEmpty()) {
            throw unusableRules(
                    String.join("; ", reader.problems()), "Write rules such as " + BusinessRulesReader.FORM);
        }
        return rules;
    }

    private JobException unusableRules(String cause, String fix) {
        return new JobException(
                ExitCode.USAGE, "Cannot use the business rules of " + settings.businessRules(), cause, fix);
    }

    private Optional<StructType> productColumns() {
        return dataset(PRODUCTS).latest().map(manifest -> StructType.fromDDL(manifest.schema()));
    }

    /** @param rules by which it is to be known what is excluded */
    Optional<Found<Stock>> latestStock(BusinessRules rules) {
        return dataset(PRODUCTS)
                .latest()
                .map(manifest ->
                        new Found<>(Stock.version(manifest.snapshot(), rules.version()), () -> stock(manifest, rules)));
    }

    private Stock stock(SnapshotManifest manifest, BusinessRules rules) {
        Set<String> offered = new HashSet<>();
        Set<String> soldOut = new HashSet<>();
        Set<String> excluded = new HashSet<>();
        Map<String, Float> boosts = new HashMap<>();
        Set<String> columns = rules.columns();
        columns.add(PRODUCT_CODE);
        List<String> present = List.of(StructType.fromDDL(manifest.schema()).fieldNames());
        if (!present.containsAll(columns)) {
            columns.removeAll(present);
            throw unusable(
                    settings.lake() + "/" + PRODUCTS + "/" + manifest.snapshot(),
                    "it has no column " + String.join(", ", columns));
        }
        boolean isCounted = present.contains(QUANTITY_IN_STOCK);
        if (isCounted) {
            columns.add(QUANTITY_IN_STOCK);
        }
        rows(PRODUCTS, manifest.snapshot(), List.copyOf(columns), row -> {
            String code = code(row.text(PRODUCT_CODE));
            boolean isExcluded = rules.exclude(row);
            if (isExcluded) {
                excluded.add(code);
            }
            if (isCounted && row.has(QUANTITY_IN_STOCK) && row.number(QUANTITY_IN_STOCK) <= 0) {
                soldOut.add(code);
            } else if (!isExcluded) {
                offered.add(code);
            }
            float boost = rules.boost(row);
            if (boost != 0) {
                boosts.put(code, boost);
            }
        });
        return new Stock(manifest.snapshot(), rules.version(), offered, soldOut, excluded, boosts);
    }

    private static List<Embedding> embeddings(ModelBundle bundle) {
        List<Embedding> embeddings = new ArrayList<>();
        try (EmbeddingReader reader = bundle.read(bundle.manifest().itemEmbeddings())) {
            for (Optional<Embedding> next = reader.next(); next.isPresent(); next = reader.next()) {
                embeddings.add(new Embedding(code(next.get().id()), next.get().values()));
            }
        }
        long expected = bundle.manifest().itemEmbeddings().rows();
        if (embeddings.size() != expected) {
            throw new IllegalArgumentException(
                    bundle.manifest().itemEmbeddings().file() + " has " + embeddings.size()
                            + " rows, and the manifest says " + expected);
        }
        return embeddings;
    }

    /** As events have it: a bundle, and a lake of an earlier release, may have padded ones. */
    private static String code(String productCode) {
        return productCode.strip();
    }

    private void rows(String dataset, String snapshot, List<String> columns, ParquetRows.Consumer consumer) {
        Path folder = new Path(dataset(dataset).root(), snapshot);
        retried("read " + folder, () -> ParquetRows.read(folder, configuration, columns, consumer));
    }

    private SnapshotDataset dataset(String name) {
        return retried("open " + settings.lake(), () -> {
            Path root = new Path(FileStorage.qualified(settings.lake(), configuration), name);
            return new SnapshotDataset(FileStorage.of(root, configuration), root, Clock.systemUTC());
        });
    }

    private ModelArtifacts artifacts() {
        return ModelArtifacts.open(settings.artifacts(), configuration, Clock.systemUTC());
    }

    private static JobException unusable(String what, String cause) {
        return new JobException(
                ExitCode.CONTRACT_VIOLATED,
                "Cannot serve " + what,
                cause,
                "Publish a sound one; until then the last one is served");
    }
}
