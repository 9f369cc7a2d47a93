package io.recoflow.jobs.etl;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.lake.rules.RowRule;
import io.recoflow.lake.rules.RuleAction;
import io.recoflow.testkit.SqlRows;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltInRulesTest {

    private static final String REJECTED_COLUMNS = "customerNumber, productCode, productRating";

    @RegisterExtension
    final TrainingEtlHarness etl = new TrainingEtlHarness();

    /** How a number of rows is made that break one rule each. */
    private enum Breakage {
        CUSTOMER_NUMBER_PRESENT(rows ->
                List.of("UPDATE ratings SET customerNumber = NULL ORDER BY productCode, customerNumber LIMIT " + rows)),
        PRODUCT_CODE_PRESENT(rows ->
                List.of("UPDATE ratings SET productCode = NULL ORDER BY productCode, customerNumber LIMIT " + rows)),
        RATING_FROM_1_TO_5(rows -> List.of("UPDATE ratings SET productRating = ELT(1 + customerNumber % 5, 0, 6, -1,"
                + " 2147483647, NULL) ORDER BY productCode, customerNumber LIMIT " + rows)),
        CUSTOMER_EXISTS(rows -> List.of(LooseShop.moveToOtherCustomers(rows))),
        PRODUCT_EXISTS(rows -> List.of(LooseShop.moveToOtherProducts(rows))),
        ONE_ROW_PER_CUSTOMER_AND_PRODUCT(
                rows -> List.of("INSERT INTO ratings SELECT customerNumber, productCode, productRating % 5 + 1 FROM"
                        + " ratings ORDER BY productCode, customerNumber LIMIT " + rows)),
        CREDIT_LIMIT_NOT_NEGATIVE(
                rows -> List.of(LooseShop.otherCustomers("-0.01"), LooseShop.moveToOtherCustomers(rows))),
        BUY_PRICE_NOT_NEGATIVE(
                rows -> List.of(LooseShop.otherProducts("-0.01", "0"), LooseShop.moveToOtherProducts(rows))),
        MSRP_NOT_NEGATIVE(rows -> List.of(LooseShop.otherProducts("0", "-7"), LooseShop.moveToOtherProducts(rows))),
        CUSTOMER_ONCE_IN_SOURCE(rows -> List.of(
                LooseShop.otherCustomers("5"), LooseShop.otherCustomers("5"), LooseShop.moveToOtherCustomers(rows))),
        PRODUCT_ONCE_IN_SOURCE(rows -> List.of(
                LooseShop.otherProducts("1", "2"),
                LooseShop.otherProducts("3", "4"),
                LooseShop.moveToOtherProducts(rows)));

        private final IntFunction<List<String>> statements;

        Breakage(IntFunction<List<String>> statements) {
            this.statements = statements;
        }

        RowRule rule() {
            return BuiltInRules.load().rules().stream()
                    .filter(rule -> rule.name().equalsIgnoreCase(name()))
                    .findFirst()
                    .orElseThrow();
        }

        String[] sql(int rows) {
            return statements.apply(rows).toArray(String[]::new);
        }
    }

    static Stream<Arguments> rulesAndBadRows() {
        return Arrays.stream(Breakage.values())
                .flatMap(breakage -> Stream.of(Arguments.of(breakage, 5), Arguments.of(breakage, 50)));
    }

    /** Those that need other types than the contract's, see {@link SourceTypesTest} and {@link PostgresTypesTest}. */
    private static final Set<String> OF_OTHER_TYPES =
            Set.of("rating_values_fit", "customer_values_fit", "product_values_fit", "customer_number_names_a_folder");

    @Test
    void areAllTriedHere() {
        assertThat(Arrays.stream(Breakage.values()).map(Breakage::rule))
                .containsExactlyElementsOf(BuiltInRules.load().rules().stream()
                        .filter(rule -> !OF_OTHER_TYPES.contains(rule.name()))
                        .toList());
    }

    @Test
    void rejectNothingOfAGoodSource() throws SQLException {
        LooseShop.createIn(etl);

        ReportedRun run = etl.run("--max-rejected", "0").exits(0);

        assertThat(run.balance()).isEqualTo(new ReportedRun.Balance(LooseShop.RATINGS, LooseShop.RATINGS, 0));
        assertThat(etl.lake().training("count(*)")).containsExactly(List.of((long) LooseShop.RATINGS));
        assertThat(etl.lake().rejected(run.runId(), "count(*)")).isEmpty();
        for (Breakage each : Breakage.values()) {
            assertThat(run.broke(each.rule().name())).as(each.name()).isZero();
        }
    }

    @ParameterizedTest(name = "{0}, {1} bad rows of 1000")
    @MethodSource("rulesAndBadRows")
    void findEveryBadRow(Breakage breakage, int badRows) throws SQLException {
        LooseShop.createIn(etl);
        etl.sql(breakage.sql(badRows));
        long read = (long) etl.query("SELECT count(*) FROM ratings").get(0).get(0);
        RowRule rule = breakage.rule();
        boolean rejects = rule.action() != RuleAction.WARN;
        long rejected = rejects ? badRows : 0;
        boolean published = !rejects || badRows == 5;
        Instant begun = Instant.now();

        ReportedRun run = etl.run().exits(published ? 0 : 5);

        assertThat(run.balance()).isEqualTo(new ReportedRun.Balance(read, read - rejected, rejected));
        assertThat(run.broke(rule.name())).isEqualTo(badRows);
        assertThat(run.report().path("outcome").asText()).isEqualTo(published ? "PUBLISHED" : "FAILED");
        if (published) {
            assertThat(etl.lake().training("count(*)")).containsExactly(List.of(read - rejected));
        } else {
            assertThat(Lake.DATASETS)
                    .allSatisfy(
                            dataset -> assertThat(etl.lake().snapshots(dataset)).isEmpty());
            assertThat(run.error(5))
                    .contains("Nothing was published: " + badRows + " of " + read + " rows", "--max-rejected");
        }
        if (rejects) {
            assertThat(etl.lake().rejected(run.runId(), "count(*), min(rule), max(rule), min(runId), max(runId)"))
                    .containsExactly(List.of(rejected, rule.name(), rule.name(), run.runId(), run.runId()));
            assertThat(etl.lake()
                            .rejected(
                                    run.runId(),
                                    "bool_and(reason = '" + rule.name() + ": not (" + rule.condition()
                                            + ")'), bool_and(rejectedAt BETWEEN '" + begun + "' AND '" + Instant.now()
                                            + "'::TIMESTAMPTZ)"))
                    .containsExactly(List.of(true, true));
            assertOriginalValues(run, published);
        }
    }

    /** Every rejected row is one of the source, as it came; with the written ones they are all of the source. */
    private void assertOriginalValues(ReportedRun run, boolean published) throws SQLException {
        List<List<Object>> unseen = new ArrayList<>(etl.query("SELECT " + REJECTED_COLUMNS + " FROM ratings"));
        for (List<Object> row : etl.lake().rejected(run.runId(), REJECTED_COLUMNS)) {
            assertThat(unseen.remove(row)).as("a row of the source: %s", row).isTrue();
        }
        if (published) {
            assertThat(SqlRows.sorted(etl.lake().training(REJECTED_COLUMNS))).isEqualTo(SqlRows.sorted(unseen));
        }
    }

    @Test
    void leaveTheLastSnapshotAsItIsWhereTooMuchIsRejected() throws SQLException {
        LooseShop.createIn(etl);
        ReportedRun good = etl.run().exits(0);
        List<List<Object>> before = SqlRows.sorted(etl.lake().training(REJECTED_COLUMNS));
        etl.sql(Breakage.RATING_FROM_1_TO_5.sql(50));

        ReportedRun bad = etl.run().exits(5);

        assertThat(etl.lake().snapshots(Lake.TRAINING)).containsExactly("snapshot=" + good.runId());
        assertThat(etl.lake().latest(Lake.TRAINING)).hasFileName("snapshot=" + good.runId());
        assertThat(SqlRows.sorted(etl.lake().training(REJECTED_COLUMNS))).isEqualTo(before);
        assertThat(etl.lake().rejected(bad.runId(), "count(*)")).containsExactly(List.of(50L));

        etl.run("--max-rejected", "0.05").exits(0);

        assertThat(etl.lake().training("count(*)")).containsExactly(List.of(950L));
    }

    @Test
    void nameEveryRuleThatARowBreaks() throws SQLException {
        LooseShop.createIn(etl);
        etl.sql("INSERT INTO ratings VALUES (NULL, NULL, 9), (9999, 'none', NULL)");

        ReportedRun run = etl.run().exits(0);

        assertThat(SqlRows.sorted(etl.lake().rejected(run.runId(), "rule, reason, " + REJECTED_COLUMNS)).stream()
                        .map(List::toString))
                .containsExactly(
                        "[customer_number_present, customer_number_present: not (customerNumber IS NOT NULL);"
                                + " product_code_present: not (productCode IS NOT NULL); rating_from_1_to_5: not"
                                + " (productRating IS NOT NULL AND productRating BETWEEN 1 AND 5), null, null, 9]",
                        "[rating_from_1_to_5, rating_from_1_to_5: not (productRating IS NOT NULL AND productRating"
                                + " BETWEEN 1 AND 5); customer_exists: not (customerNumber IS NULL OR customerExists);"
                                + " product_exists: not (productCode IS NULL OR productExists), 9999, none, null]");
        assertThat(run.balance()).isEqualTo(new ReportedRun.Balance(1_002, 1_000, 2));
    }
}
