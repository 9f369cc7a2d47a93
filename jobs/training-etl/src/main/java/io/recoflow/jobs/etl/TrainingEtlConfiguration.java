package io.recoflow.jobs.etl;

import io.recoflow.catalog.CatalogTable;
import io.recoflow.database.SourceDialect;
import io.recoflow.database.mapping.SourceMapping;
import io.recoflow.lake.parquet.ParquetCompression;
import io.recoflow.lake.rules.RowRule;
import io.recoflow.lake.rules.RuleFile;
import io.recoflow.runtime.option.Checks;
import io.recoflow.runtime.option.Settings;
import io.recoflow.runtime.storage.TextFile;
import io.recoflow.shop.LakeDatasets;
import io.recoflow.shop.SourceTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run was asked to do.
 *
 * @param sourceSchema where tables are; empty where the connection finds them by itself
 * @param mapping what the shop calls its tables and columns
 * @param trimKeys whether text keys lose the blanks at their end
 * @param ownRules the user's rules, on top of the built-in ones
 * @param maxRejected share of the rows read, 0 to 1
 * @param excludedOrderStatuses of orders that are no sales
 * @param catalogTable that shows the newest snapshot, where there is one
 */
record TrainingEtlConfiguration(
        String sourceUrl,
        SourceDialect dialect,
        Optional<String> sourceSchema,
        SourceMapping mapping,
        boolean trimKeys,
        Duration sourceTimeout,
        String lake,
        List<String> customerFeatures,
        List<String> productFeatures,
        int readPartitions,
        int fetchSize,
        List<RowRule> ownRules,
        double maxRejected,
        int keepSnapshots,
        int popularWindowDays,
        List<String> excludedOrderStatuses,
        ParquetCompression compression,
        Optional<CatalogTable> catalogTable,
        Optional<String> report) {

    /**
     * @param url of the source, of a supported database
     * @throws UncheckedIOException where the rules or the mapping file vanished after {@link #problems} had read it
     */
    static TrainingEtlConfiguration of(Settings settings, String url) {
        return new TrainingEtlConfiguration(
                url,
                SourceDialect.of(url).orElseThrow(),
                settings.find(TrainingEtlOptions.SOURCE_SCHEMA),
                SourceMappings.of(settings),
                settings.get(TrainingEtlOptions.TRIM_KEYS),
                settings.get(TrainingEtlOptions.SOURCE_TIMEOUT),
                settings.get(TrainingEtlOptions.LAKE),
                settings.get(TrainingEtlOptions.CUSTOMER_FEATURES),
                settings.get(TrainingEtlOptions.PRODUCT_FEATURES),
                settings.get(TrainingEtlOptions.READ_PARTITIONS),
                settings.get(TrainingEtlOptions.FETCH_SIZE),
                settings.find(TrainingEtlOptions.RULES)
                        .map(file -> rulesIn(file, new ArrayList<>()))
                        .orElse(List.of()),
                settings.get(TrainingEtlOptions.MAX_REJECTED),
                settings.get(TrainingEtlOptions.KEEP_SNAPSHOTS),
                settings.get(TrainingEtlOptions.POPULAR_WINDOW_DAYS),
                settings.get(TrainingEtlOptions.EXCLUDED_ORDER_STATUSES),
                settings.get(TrainingEtlOptions.COMPRESSION),
                settings.find(TrainingEtlOptions.CATALOG_TABLE).flatMap(CatalogTable::parse),
                settings.find(TrainingEtlOptions.REPORT));
    }

    /** What is wrong with the options together, a line each. */
    static List<String> problems(Settings settings) {
        List<String> problems = new ArrayList<>();
        Checks.runAll(List.of(
                () -> settings.find(TrainingEtlOptions.RULES).ifPresent(file -> ruleProblems(file, problems)),
                () -> problems.addAll(SourceMappings.problems(settings)),
                () -> featureProblems(settings, problems),
                () -> settings.find(TrainingEtlOptions.CATALOG_TABLE).ifPresent(name -> tableProblems(name, problems)),
                () -> settings.find(TrainingEtlOptions.SOURCE_URL).ifPresent(url -> urlProblems(url, problems)),
                () -> problems.addAll(TrainingEtlOptions.SOURCE.urlProblems(settings)),
                () -> tokenProblems(settings, problems),
                () -> problems.addAll(TrainingEtlOptions.SOURCE.credentialProblems(settings))));
        return problems;
    }

    private static void tokenProblems(Settings settings, List<String> problems) {
        if (settings.get(TrainingEtlOptions.SOURCE_IAM)
                && settings.find(TrainingEtlOptions.SOURCE_CERTIFICATES).isEmpty()) {
            problems.add("Cannot use --source-iam without --source-certificates: a login token goes over an encrypted"
                    + " connection to a known server only. Give the certificates of RDS, global-bundle.pem");
        }
    }

    /** Whether the shop has orders at all. */
    boolean hasOrders() {
        return mapping.of(SourceTables.ORDERS.table()).present();
    }

    private static void urlProblems(String url, List<String> problems) {
        if (SourceDialect.of(url).isEmpty()) {
            problems.add("Cannot use --source-url: it is no JDBC URL of a supported database. Begin it with "
                    + SourceDialect.MYSQL.urlPrefix() + "// or " + SourceDialect.POSTGRESQL.urlPrefix() + "//");
        }
    }

    /** The columns of a training row's file, in their order. */
    List<String> trainingColumns() {
        return LakeDatasets.trainingColumns(customerFeatures, productFeatures);
    }

    private static void featureProblems(Settings settings, List<String> problems) {
        Set<String> reserved = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        reserved.addAll(TrainingRows.columnsBesideFeatures());
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        List<String> features = new ArrayList<>(settings.get(TrainingEtlOptions.CUSTOMER_FEATURES));
        features.addAll(settings.get(TrainingEtlOptions.PRODUCT_FEATURES));
        for (String feature : features) {
            if (reserved.contains(feature)) {
                problems.add("Cannot use the feature " + feature + ": the training row has a column of that name"
                        + " already. Leave it out of --customer-features and --product-features");
            } else if (!seen.add(feature)) {
                problems.add("Cannot use the feature " + feature + " twice: a row has a column once. Name it in one of"
                        + " --customer-features and --product-features");
            }
        }
    }

    private static void tableProblems(String name, List<String> problems) {
        if (CatalogTable.parse(name).isEmpty()) {
            problems.add("Cannot use --catalog-table " + name + ": it is not the name of a table in the Data Catalog."
                    + " Give database.table, of letters, digits, _ and -");
        }
    }

    private static void ruleProblems(String file, List<String> problems) {
        try {
            List<String> mistakes = new ArrayList<>();
            rulesIn(file, mistakes);
            mistakes.forEach(mistake -> problems.add("Cannot use --rules: " + mistake + ". Correct the line"));
        } catch (UncheckedIOException unreadable) {
            problems.add("Cannot read --rules " + file + ": " + unreadable.getMessage()
                    + ". Give the path of a readable file in UTF-8");
        }
    }

    private static List<RowRule> rulesIn(String file, List<String> problems) {
        try {
            return RuleFile.parse(TextFile.read(file), file, problems);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable.getMessage(), unreadable);
        }
    }
}
