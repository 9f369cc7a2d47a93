package io.recoflow.lake.rules;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_intersect;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The rules of a run, and the columns by which Spark applies them all in one pass.
 *
 * @param rules each name once, in the order in which they are looked at
 */
public record RuleSet(List<RowRule> rules) {

    private static final Column NO_NAMES = array().cast("array<string>");

    public RuleSet {
        rules = List.copyOf(rules);
    }

    /** These rules, with others added behind them; one of the same name takes the place of ours. */
    public RuleSet with(List<RowRule> others) {
        Map<String, RowRule> byName = new LinkedHashMap<>();
        rules.forEach(rule -> byName.put(rule.name(), rule));
        others.forEach(rule -> byName.put(rule.name(), rule));
        return new RuleSet(new ArrayList<>(byName.values()));
    }

    /** The rules that can be looked at on rows of a schema: those that name no other column. */
    public RuleSet applicableTo(SparkSession session, StructType schema) {
        return new RuleSet(rules.stream()
                .filter(rule -> problemOf(rule, session, schema).isEmpty())
                .toList());
    }

    /** A line for every rule that is no condition on rows of a schema, with the reason. */
    public List<String> problems(SparkSession session, StructType schema) {
        return rules.stream()
                .flatMap(rule -> problemOf(rule, session, schema)
                        .map(problem -> "the rule " + rule.name() + " (" + rule.condition() + ") " + problem)
                        .stream())
                .toList();
    }

    /** ARRAY&lt;STRING&gt;: the names of all rules that a row breaks. */
    public Column broken() {
        // Nearly all rows break none: they need no list of their own.
        Column noneIsBroken = rules.stream().map(rule -> not(isBroken(rule))).reduce(lit(true), Column::and);
        Column[] names = rules.stream()
                .map(rule -> when(isBroken(rule), lit(rule.name())))
                .toArray(Column[]::new);
        return when(noneIsBroken, NO_NAMES).otherwise(array_compact(array(names).cast("array<string>")));
    }

    /** ARRAY&lt;STRING&gt;: those of the broken rules that reject or fail a row. */
    public Column rejecting(Column broken) {
        return when(size(broken).equalTo(0), NO_NAMES)
                .otherwise(array_intersect(broken, names(rejectingRules().map(RowRule::name))));
    }

    /** STRING: the given rules with their conditions, in words. */
    public Column reasons(Column ruleNames) {
        Column[] reasonByName = rules.stream()
                .flatMap(rule -> Stream.of(lit(rule.name()), lit(rule.name() + ": not (" + rule.condition() + ")")))
                .toArray(Column[]::new);
        Column reasons = map(reasonByName);
        return when(size(ruleNames).equalTo(0), lit(""))
                .otherwise(array_join(transform(ruleNames, name -> element_at(reasons, name)), "; "));
    }

    /** BOOLEAN: whether a row breaks none of the rules that reject or fail. */
    public Column accepts() {
        return rejectingRules().map(rule -> not(isBroken(rule))).reduce(lit(true), Column::and);
    }

    private Stream<RowRule> rejectingRules() {
        return rules.stream().filter(rule -> rule.action() != RuleAction.WARN);
    }

    private static Column names(Stream<String> names) {
        return array(names.map(name -> lit(name)).toArray(Column[]::new)).cast("array<string>");
    }

    private static Column isBroken(RowRule rule) {
        return not(coalesce(expr(rule.condition()), lit(true)));
    }

    private static Optional<String> problemOf(RowRule rule, SparkSession session, StructType schema) {
        Dataset<Row> none = session.createDataFrame(new ArrayList<Row>(), schema);
        try {
            // Without parentheses, a word too many behind a condition would be taken for its name.
            Column condition = expr("(" + rule.condition() + "\n)");
            DataType type = none.select(condition).schema().fields()[0].dataType();
            if (!type.equals(DataTypes.BooleanType)) {
                return Optional.of("is no condition but " + type.simpleString());
            }
            // A filter refuses what is not about one row: aggregates and windows.
            none.where(condition).schema();
            return Optional.empty();
        } catch (RuntimeException failure) {
            return Optional.of("cannot be understood: " + firstLine(failure));
        } catch (Exception failure) {
            // Scala does not declare AnalysisException, so Java must not name it in a catch.
            if (failure instanceof AnalysisException) {
                return Optional.of("cannot be understood: " + firstLine(failure));
            }
            throw new IllegalStateException(failure);
        }
    }

    private static String firstLine(Exception failure) {
        return String.valueOf(failure.getMessage())
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("no reason given");
    }
}
