package io.recoflow.jobs.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnRulesTest {

    @RegisterExtension
    final TrainingEtlHarness etl = new TrainingEtlHarness();

    @Test
    void warnAndRejectBesideTheBuiltInOnes() throws SQLException, IOException {
        LooseShop.createIn(etl);
        String rules = etl.file("my.rules", """
                # Ours
                customer_is_known_well  warn    customerNumber > 103
                not_the_first_product   reject  productCode <> 'P101'
                state_is_there          reject  state <> 'Unknown'
                """);

        ReportedRun run = etl.run("--rules", rules, "--max-rejected", "0.05").exits(0);

        assertThat(run.balance()).isEqualTo(new ReportedRun.Balance(1_000, 950, 50));
        assertThat(run.broke("customer_is_known_well")).isEqualTo(60);
        assertThat(run.broke("not_the_first_product")).isEqualTo(50);
        assertThat(run.broke("state_is_there")).as("NULL breaks no rule").isZero();
        assertThat(etl.lake().rejected(run.runId(), "count(*), min(rule), max(rule), min(productCode)"))
                .containsExactly(List.of(50L, "not_the_first_product", "not_the_first_product", "P101"));
        assertThat(etl.lake().training("count(*) FILTER (customerNumber <= 103)"))
                .containsExactly(List.of(57L));
    }

    @Test
    void mayBeInAnyFileSystemAndBeginWithAByteOrderMark() throws SQLException, IOException {
        etl.tinyShop();
        String rules = etl.file("my.rules", "\uFEFFmine warn productRating > 0");

        ReportedRun run = etl.run("--rules", Path.of(rules).toUri().toString()).exits(0);

        assertThat(run.report().path("rules").findValuesAsText("name")).contains("mine");
        assertThat(etl.run("--rules", "s3://bucket/my.rules").error(2))
                .contains("Cannot read --rules s3://bucket/my.rules: ", "write s3a:// for S3");
    }

    @Test
    void failTheRunForASingleRow() throws SQLException, IOException {
        LooseShop.createIn(etl);
        String rules = etl.file("my.rules", "no_such_pair fail NOT (customerNumber = 101 AND productCode = 'P101')");

        ReportedRun run = etl.run("--rules", rules, "--max-rejected", "1");

        assertThat(run.error(5)).contains("1 rows break the rule no_such_pair, whose action is fail");
        assertThat(etl.lake().snapshots(Lake.TRAINING)).isEmpty();
        assertThat(etl.lake().rejected(run.runId(), "rule, customerNumber, productCode"))
                .containsExactly(List.of("no_such_pair", 101L, "P101"));
        assertThat(run.balance()).isEqualTo(new ReportedRun.Balance(1_000, 999, 1));
    }

    @Test
    void takeThePlaceOfABuiltInRule() throws SQLException, IOException {
        LooseShop.createIn(etl);
        etl.sql("UPDATE ratings SET productRating = 10 WHERE productCode = 'P101'");
        String rules = etl.file("my.rules", "rating_from_1_to_5 reject productRating BETWEEN 1 AND 10");

        ReportedRun run = etl.run("--rules", rules).exits(0);

        assertThat(run.balance()).isEqualTo(new ReportedRun.Balance(1_000, 1_000, 0));
        assertThat(etl.lake().training("count(*) FILTER (productRating = 10)")).containsExactly(List.of(50L));
    }

    /** Wrong by themselves: told before anything is connected to. */
    @Test
    void areAllReadBeforeTheJobBegins() throws IOException {
        String rules = etl.file("my.rules", """
                only_a_name
                Wrong-Name reject 1 = 1
                twice warn 1 = 1
                twice warn 1 = 1
                odd_action ignore 1 = 1
                """);

        ReportedRun run = etl.run("--rules", rules).exits(2);

        assertThat(run.errors()).hasSize(4).allMatch(line -> line.startsWith("training-etl: Cannot use --rules: "));
        assertThat(run.err())
                .contains(
                        "my.rules, line 1: ",
                        "line 2: a rule's name",
                        "line 4: the rule twice stands there twice",
                        "line 5: an action is warn, reject or fail, not \"ignore\"");
        assertThat(etl.lake().everything()).isEmpty();
    }

    @Test
    void endTheJobWhereTheirFileIsMissing() {
        ReportedRun run = etl.run("--rules", etl.folder().resolve("none.rules").toString());

        assertThat(run.error(2)).contains("--rules", "none.rules");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            color = 'red'                 | color
            productRating + 1             | is no condition but int
            productRating BETWEEN         | SYNTAX
            avg(productRating) < 4        | invalid expressions: avg
            row_number() OVER (ORDER BY productRating) = 1 | window
            productRating > 3 or_so       | SYNTAX
            """)
    void endTheJobWhereTheyCannotBeConditionsOnARow(String condition, String reason) throws SQLException, IOException {
        etl.tinyShop();

        ReportedRun run = etl.run("--rules", etl.file("my.rules", "mine warn " + condition));

        assertThat(run.error(2))
                .contains("Cannot use --rules: the rule mine (" + condition + ")")
                .containsIgnoringCase(reason);
        assertThat(etl.lake().snapshots(Lake.TRAINING)).isEmpty();
    }

    /** Spark's casts fail on text that is no number; that is the rule's fault and not a bug of the job. */
    @Test
    void endTheJobWhereTheyCannotBeEvaluatedOnARow() throws SQLException, IOException {
        LooseShop.createIn(etl);

        ReportedRun run = etl.run("--rules", etl.file("my.rules", "mine warn CAST(city AS INT) > 0"));

        assertThat(run.error(2)).contains("Cannot use --rules", "'Nantes'", "try_cast");
        assertThat(etl.lake().snapshots(Lake.TRAINING)).isEmpty();
        assertThat(etl.lake().root().resolve("ratings_rejected/run=" + run.runId()))
                .doesNotExist();
    }
}
