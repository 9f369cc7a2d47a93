package io.recoflow.lake.rules;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.lake.LakeSession;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class RuleSetTest {

    private static final StructType SCHEMA =
            new StructType().add("id", DataTypes.StringType).add("a", DataTypes.IntegerType);

    private static final RuleSet RULES = new RuleSet(List.of(
            new RowRule("positive", RuleAction.REJECT, "a > 0"),
            new RowRule("small", RuleAction.WARN, "a < 10"),
            new RowRule("not_seven", RuleAction.FAIL, "a <> 7"),
            new RowRule("not_minus_seven", RuleAction.FAIL, "a <> -7 OR id = 'x'")));

    private final SparkSession spark = LakeSession.session();

    @Test
    void rowsAreHeldAgainstAllRulesInOnePass() {
        assertThat(applied(RULES, row("good", 5), row("null", null), row("large", 11), row("seven", 7), row("bad", -7)))
                .containsExactly(
                        "good [] [] '' true",
                        "null [] [] '' true",
                        "large [small] [] '' true",
                        "seven [not_seven] [not_seven] 'not_seven: not (a <> 7)' false",
                        "bad [positive, not_minus_seven] [positive, not_minus_seven]"
                                + " 'positive: not (a > 0); not_minus_seven: not (a <> -7 OR id = 'x')' false");
    }

    @Test
    void aRuleOfTheSameNameTakesThePlaceOfOurs() {
        RuleSet changed = RULES.with(List.of(
                new RowRule("last", RuleAction.WARN, "id <> 'good'"),
                new RowRule("positive", RuleAction.WARN, "a > 100")));

        assertThat(changed.rules())
                .extracting(RowRule::name)
                .containsExactly("positive", "small", "not_seven", "not_minus_seven", "last");
        assertThat(applied(changed, row("good", 5))).containsExactly("good [positive, last] [] '' true");
    }

    @Test
    void withoutRulesEveryRowIsGood() {
        assertThat(applied(new RuleSet(List.of()), row("good", 5))).containsExactly("good [] [] '' true");
    }

    @Test
    void warningsAloneRejectNothing() {
        RuleSet warnings = new RuleSet(List.of(new RowRule("never", RuleAction.WARN, "false")));

        assertThat(applied(warnings, row("good", 5))).containsExactly("good [never] [] '' true");
    }

    @Test
    void everyRuleThatIsNoConditionIsAProblem() {
        RuleSet rules = new RuleSet(List.of(
                new RowRule("good", RuleAction.WARN, "a > 0"),
                new RowRule("unknown", RuleAction.WARN, "b > 0"),
                new RowRule("number", RuleAction.WARN, "a + 1"),
                new RowRule("nonsense", RuleAction.WARN, "a >> > (")));

        assertThat(rules.problems(spark, SCHEMA))
                .satisfiesExactly(
                        unknown -> assertThat(unknown)
                                .startsWith("the rule unknown (b > 0) cannot be understood: ")
                                .contains("`b`"),
                        number -> assertThat(number).isEqualTo("the rule number (a + 1) is no condition but int"),
                        nonsense -> assertThat(nonsense)
                                .startsWith("the rule nonsense (a >> > () cannot be understood: ")
                                .doesNotContain("\n"));
        assertThat(rules.applicableTo(spark, SCHEMA).rules())
                .extracting(RowRule::name)
                .containsExactly("good");
    }

    @Test
    void aConditionThatIsAlwaysNullIsACondition() {
        RuleSet rules = new RuleSet(List.of(new RowRule("null_rule", RuleAction.REJECT, "a > NULL")));

        assertThat(rules.problems(spark, SCHEMA)).isEmpty();
        assertThat(applied(rules, row("good", 5))).containsExactly("good [] [] '' true");
    }

    private List<String> applied(RuleSet rules, Row... rows) {
        Dataset<Row> result = spark.createDataFrame(List.of(rows), SCHEMA)
                .withColumn("broken", rules.broken())
                .withColumn("rejecting", rules.rejecting(col("broken")))
                .withColumn("reasons", rules.reasons(col("rejecting")))
                .withColumn("accepted", rules.accepts());
        return result.collectAsList().stream()
                .map(row -> row.getString(0) + " " + row.getList(2) + " " + row.getList(3) + " '" + row.getString(4)
                        + "' " + row.getBoolean(5))
                .toList();
    }

    private static Row row(String id, @org.jspecify.annotations.Nullable Integer a) {
        return RowFactory.create(id, a);
    }
}
