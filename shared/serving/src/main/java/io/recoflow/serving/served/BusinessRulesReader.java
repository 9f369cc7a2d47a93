package io.recoflow.serving.served;

import io.recoflow.serving.served.BusinessRules.Boost;
import io.recoflow.serving.served.ProductCondition.Operator;
import io.recoflow.shop.activity.ActivityEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.CharType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.VarcharType;

/**
 * Reads a shop's rules, a line each:
 *
 * <pre>
 * exclude COLUMN = VALUE, "VALUE", …      or !=; or with one number, &lt;, &lt;=, &gt; and &gt;=
 * exclude event FIELD                      the products that this field of an event has
 * boost COLUMN = VALUE … by NUMBER
 * </pre>
 *
 * Empty lines and those that begin with # count for nothing. Lines that are no rules are kept as problems.
 */
final class BusinessRulesReader {

    /** What a line may be, for messages. */
    static final String FORM = "exclude productLine = Trains, Ships; exclude MSRP > 500; exclude event bought_products;"
            + " boost productLine = Planes by 0.5";

    private static final Pattern EVENT = Pattern.compile("(?U)exclude\\s+event\\s+([\\w.-]+)");
    private static final Pattern EXCLUDE = Pattern.compile("exclude\\s+(.+)");
    private static final Pattern BOOST = Pattern.compile("boost\\s+(.+)\\s+by\\s+([+-]?\\d{1,9}(?:\\.\\d{1,9})?)");
    private static final Pattern CONDITION = Pattern.compile("(?U)(\\w+)\\s*(!=|<=|>=|=|<|>)\\s*(.+)");
    private static final Pattern VALUE = Pattern.compile("\\G\\s*+(?:\"([^\"]*)\"|([^\",][^,]*))\\s*(?:,|$)");

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int LONGEST_SHOWN = 80;

    private final Optional<StructType> products;
    private final List<ProductCondition> excluded = new ArrayList<>();
    private final List<Boost> boosts = new ArrayList<>();
    private final List<String> eventFields = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /** @param products their columns; empty where there are none, whose columns no rule can look at */
    BusinessRulesReader(Optional<StructType> products) {
        this.products = products;
    }

    BusinessRules read(String text) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replace(BYTE_ORDER_MARK, "").strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                String number = "line " + (i + 1);
                line(line).ifPresent(problem -> problems.add(number + ", " + shortened(line) + ", " + problem));
            }
        }
        return new BusinessRules(version(text), List.copyOf(excluded), List.copyOf(boosts), List.copyOf(eventFields));
    }

    /** All that is wrong with what was read, by line. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** The same for the same text. */
    static String version(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
    }

    /** Keeps what a line says, or tells what is wrong with it. */
    private Optional<String> line(String line) {
        Matcher event = EVENT.matcher(line);
        Matcher boost = BOOST.matcher(line);
        Matcher exclude = EXCLUDE.matcher(line);
        if (event.matches()) {
            eventFields.add(event.group(1));
            return hasProducts(event.group(1)) ? Optional.empty() : Optional.of("is about a field without products");
        }
        boolean isBoost = boost.matches();
        if (!isBoost && !exclude.matches()) {
            return Optional.of("is no rule");
        }
        Optional<ProductCondition> condition = condition(isBoost ? boost.group(1) : exclude.group(1));
        if (condition.isEmpty()) {
            return Optional.of("is no rule");
        }
        if (isBoost) {
            boosts.add(new Boost(condition.get(), Float.parseFloat(boost.group(2))));
        } else {
            excluded.add(condition.get());
        }
        return problem(condition.get());
    }

    /** Of the fields that the contract of events has, one does; of those of the shop's own, nobody knows. */
    private static boolean hasProducts(String field) {
        return field.equals(ActivityEvent.BROWSE_HISTORY)
                || Stream.of(ActivityEvent.class.getRecordComponents())
                        .noneMatch(known -> known.getName().equalsIgnoreCase(field.replace("_", "")));
    }

    private static Optional<ProductCondition> condition(String text) {
        Matcher parts = CONDITION.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Operator operator = Operator.of(parts.group(2));
        List<String> values = values(parts.group(3));
        boolean isSound = operator.isOrder()
                ? values.size() == 1 && ProductCondition.number(values.get(0)).isPresent()
                : !values.isEmpty();
        return Optional.of(ProductCondition.of(parts.group(1), operator, values))
                .filter(any -> isSound);
    }

    /** Those between commas; none where the text is no such list. */
    private static List<String> values(String text) {
        List<String> values = new ArrayList<>();
        Matcher value = VALUE.matcher(text);
        int end = 0;
        while (end < text.length() && value.find()) {
            values.add((value.group(1) == null ? value.group(2) : value.group(1)).strip());
            end = value.end();
        }
        return end == text.length() && !text.endsWith(",") ? values : List.of();
    }

    private Optional<String> problem(ProductCondition condition) {
        if (products.isEmpty()) {
            return Optional.of("is about products, and the lake has none");
        }
        String column = condition.column();
        List<String> columns = List.of(products.get().fieldNames());
        if (!columns.contains(column)) {
            return Optional.of("is about a column that products does not have: it has " + String.join(", ", columns));
        }
        DataType type = products.get().apply(column).dataType();
        if (type instanceof NumericType) {
            return condition.texts().stream()
                    .filter(value -> ProductCondition.number(value).isEmpty())
                    .findFirst()
                    .map(value -> "compares numbers with \"" + value + "\"");
        }
        boolean isText = type instanceof StringType || type instanceof CharType || type instanceof VarcharType;
        if (!isText && !(type instanceof BooleanType)) {
            return Optional.of("is about a column of the type " + type.sql() + ", which no rule can look at");
        }
        return condition.operator().isOrder()
                ? Optional.of("orders a column that has no numbers but " + type.sql())
                : Optional.empty();
    }

    private static String shortened(String line) {
        return '"' + (line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN - 1) + "…") + '"';
    }
}
