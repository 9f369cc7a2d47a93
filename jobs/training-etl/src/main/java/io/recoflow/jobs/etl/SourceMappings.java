package io.recoflow.jobs.etl;

import io.recoflow.database.mapping.MappingFile;
import io.recoflow.database.mapping.SourceMapping;
import io.recoflow.lake.contract.ColumnContract;
import io.recoflow.lake.contract.TableContract;
import io.recoflow.runtime.option.Settings;
import io.recoflow.runtime.storage.TextFile;
import io.recoflow.shop.SourceTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The mapping that {@code --mapping} and {@code --range-key} make. */
final class SourceMappings {

    /** A shop without them has no popular products. */
    private static final Set<String> OPTIONAL =
            new TreeSet<>(List.of(SourceTables.ORDERS.table(), SourceTables.ORDER_DETAILS.table()));

    private SourceMappings() {}

    /** @throws UncheckedIOException where the file vanished after {@link #problems} had read it */
    static SourceMapping of(Settings settings) {
        return mapping(settings, new ArrayList<>());
    }

    /** What is wrong with both, a line each. */
    static List<String> problems(Settings settings) {
        List<String> problems = new ArrayList<>();
        try {
            mapping(settings, problems);
        } catch (UncheckedIOException unreadable) {
            problems.add("Cannot read --mapping "
                    + settings.find(TrainingEtlOptions.MAPPING).orElseThrow() + ": " + unreadable.getMessage()
                    + ". Give the path of a readable file");
        }
        return problems;
    }

    private static SourceMapping mapping(Settings settings, List<String> problems) {
        SourceMapping mapping = settings.find(TrainingEtlOptions.MAPPING)
                .map(file -> inFile(file, settings, problems))
                .orElse(SourceMapping.NONE);
        return mapping.withRangeKeys(settings.find(TrainingEtlOptions.RANGE_KEY)
                .map(names -> rangeKeys(names, problems))
                .orElse(Map.of()));
    }

    private static SourceMapping inFile(String file, Settings settings, List<String> problems) {
        Map<String, Set<String>> known = new LinkedHashMap<>();
        for (TableContract table : SourceTables.ALL) {
            known.put(table.table(), names(table));
        }
        names(known, SourceTables.CUSTOMERS).addAll(settings.get(TrainingEtlOptions.CUSTOMER_FEATURES));
        names(known, SourceTables.PRODUCTS).addAll(settings.get(TrainingEtlOptions.PRODUCT_FEATURES));
        List<String> mistakes = new ArrayList<>();
        SourceMapping mapping;
        try {
            mapping = MappingFile.parse(TextFile.read(file), known, OPTIONAL, file, mistakes);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable.getMessage(), unreadable);
        }
        long absent =
                OPTIONAL.stream().filter(table -> !mapping.of(table).present()).count();
        if (absent == 1) {
            mistakes.add(
                    file + ": one of " + String.join(" and ", OPTIONAL) + " is none: say so of both, or of neither");
        }
        mistakes.forEach(mistake -> problems.add("Cannot use --mapping: " + mistake));
        return mapping;
    }

    private static Map<String, String> rangeKeys(List<String> names, List<String> problems) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (String name : names) {
            int dot = name.indexOf('.');
            String table = dot < 0 ? name : name.substring(0, dot);
            boolean known =
                    SourceTables.ALL.stream().anyMatch(each -> each.table().equals(table));
            if (!known || dot < 0 || dot == name.length() - 1) {
                problems.add("Cannot use --range-key " + name + ": it is no TABLE.COLUMN. The table is one of "
                        + String.join(
                                ", ",
                                SourceTables.ALL.stream()
                                        .map(TableContract::table)
                                        .toList()));
            } else if (keys.put(table, name.substring(dot + 1)) != null) {
                problems.add("Cannot use --range-key: " + table + " is there twice. A table is parted by one column");
            }
        }
        return keys;
    }

    private static Set<String> names(TableContract table) {
        Set<String> names = new LinkedHashSet<>();
        table.columns().stream().map(ColumnContract::name).forEach(names::add);
        return names;
    }

    private static Set<String> names(Map<String, Set<String>> known, TableContract table) {
        return known.computeIfAbsent(table.table(), name -> new LinkedHashSet<>());
    }
}
