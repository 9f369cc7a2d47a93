package io.recoflow.jobs.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sees who gets something wrong: one line with problem, cause and fix, and the right exit code. */
class CommandLineErrorsTest {

    private static final String URL = "jdbc:mysql://127.0.0.1:1/shop";

    @RegisterExtension
    final TrainingEtlHarness etl = new TrainingEtlHarness();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --read-partition=3                        | --read-partition is not an option of training-etl | --read-partitions
            --max-rejected=2                          | --max-rejected cannot be '2'                      | 0
            --max-rejected=much                       | --max-rejected cannot be 'much'                   | 0
            --keep-snapshots=0                        | --keep-snapshots cannot be '0'                    | 1
            --fetch-size=ten                          | --fetch-size cannot be 'ten'                      | whole number
            --source-timeout=soon                     | --source-timeout cannot be 'soon'                 | 5m
            --popular-window-days=-1                  | --popular-window-days cannot be '-1'              | 1
            --catalog-table=ratings                   | Cannot use --catalog-table ratings                | database.table
            --source-url=jdbc:oracle:thin:@//h:1521/x | Cannot use --source-url                           | jdbc:mysql://
            --source-url=127.0.0.1:3306/shop          | Cannot use --source-url                           | jdbc:postgresql://
            --source-url=jdbc:mysql://u:p@h/shop      | Cannot use --source-url                           | RECOFLOW_SOURCE_PASSWORD
            --source-url=jdbc:mysql://h/s?password=p  | Cannot use --source-url                           | RECOFLOW_SOURCE_PASSWORD
            --source-url=jdbc:mysql://address=(host=h)(password=p)/s | Cannot use --source-url        | RECOFLOW_SOURCE_PASSWORD
            --source-url=jdbc:postgresql://h/s?user=u | Cannot use --source-url                           | --source-user
            --config=/no/such/file.properties         | /no/such/file.properties                          | that this user can read
            --source-password=hunter2                 | --source-password cannot be given on the command line | RECOFLOW_SOURCE_PASSWORD
            """)
    void areToldInOneLine(String argument, String problem, String fix) {
        String name = argument.substring(0, argument.indexOf('='));
        List<String> arguments = new ArrayList<>(List.of(
                "--source-url=" + URL,
                "--source-user=etl",
                "--lake=" + etl.lake().uri()));
        arguments.removeIf(given -> given.startsWith(name + "="));
        arguments.add(argument);

        ReportedRun run = etl.launch(Map.of(TrainingEtlHarness.PASSWORD, "secret"), arguments.toArray(String[]::new));

        assertThat(run.error(2)).contains(problem, fix).doesNotContain("hunter2");
        assertThat(run.out()).isEmpty();
        assertThat(etl.lake().everything()).isEmpty();
    }

    @Test
    void areAllToldAtOnce() {
        ReportedRun run = etl.launch(
                Map.of(),
                "--lakes",
                "x",
                "--max-rejected",
                "2",
                "--customer-features",
                "city,customerNumber",
                "--verbsoe");

        assertThat(run.exits(2).errors())
                .anyMatch(line -> line.contains("--lakes is not an option") && line.contains("--lake"))
                .anyMatch(line -> line.contains("--verbsoe is not an option") && line.contains("--verbose"))
                .anyMatch(line -> line.contains("--source-url is missing") && line.contains("RECOFLOW_SOURCE_URL"))
                .anyMatch(line -> line.contains("--lake is missing"))
                .anyMatch(line -> line.contains("--max-rejected cannot be '2'"))
                .anyMatch(line -> line.contains("Cannot use the feature customerNumber"))
                .anyMatch(line -> line.contains("neither --source-user nor --source-secret is given"))
                .anyMatch(line -> line.contains("neither RECOFLOW_SOURCE_PASSWORD is set nor"))
                .allMatch(line -> line.startsWith("training-etl: "));
    }

    @Test
    void askForUserAndPasswordOrASecret() {
        ReportedRun run =
                etl.launch(Map.of(), "--source-url", URL, "--lake", etl.lake().uri());

        assertThat(run.exits(2).errors())
                .hasSize(2)
                .anyMatch(line -> line.contains("neither --source-user nor --source-secret is given"))
                .anyMatch(line -> line.contains("neither RECOFLOW_SOURCE_PASSWORD is set nor --source-secret given"));
    }

    @Test
    void askForCertificatesWhereALoginTokenIsThePassword() {
        ReportedRun run =
                etl.launch(Map.of(), "--source-url", URL, "--source-user", "etl", "--source-iam", "--lake", "x");

        assertThat(run.error(2)).contains("Cannot use --source-iam without --source-certificates");
    }

    @Test
    void nameTheConfigFileThatHasAnUnknownOption() throws IOException {
        String file = etl.file("job.properties", "lakes=x\nmax-rejected=0.5\n");

        ReportedRun run = etl.run("--config", file);

        assertThat(run.error(2)).contains("lakes", "job.properties", "lake");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:mysql://no-such-host.invalid:3306/shop, the host is unknown",
        "jdbc:postgresql://no-such-host.invalid:5432/shop, the host is unknown",
        "jdbc:mysql://127.0.0.1:1/shop, it did not answer within --source-timeout",
        "jdbc:postgresql://127.0.0.1:1/shop, it did not answer within --source-timeout",
    })
    void tellThatTheSourceIsNotThere(String url, String cause) {
        ReportedRun run = etl.runAgainst(url, "etl", "a-very-secret-word", "--source-timeout", "1s");

        assertThat(run.error(3))
                .contains("Cannot read the source " + url, cause)
                .doesNotContain("a-very-secret-word");
        assertThat(run.report().path("failure").asText()).contains(cause);
        assertThat(etl.lake().snapshots(Lake.TRAINING)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://127.0.0.1:1",
                "jdbc:postgresql://127.0.0.1:1/",
                "jdbc:postgresql://127.0.0.1:1/?sslmode=disable"
            })
    void tellThatTheUrlNamesNoDatabase(String url) {
        assertThat(etl.runAgainst(url, "etl", "a-very-secret-word").error(2))
                .contains("Cannot use --source-url: it names no database", "jdbc:postgresql://host:5432/shop");
    }

    @Test
    void tellThatThePasswordIsWrong() {
        ReportedRun run = etl.runAgainst(
                TrainingEtlHarness.server().jdbcUrl(etl.database()),
                TrainingEtlHarness.server().user(),
                "a-very-secret-word");

        assertThat(run.error(3))
                .contains("the database refused user shop", "--source-user", "RECOFLOW_SOURCE_PASSWORD")
                .doesNotContain("a-very-secret-word");
    }

    @Test
    void tellWhyTheDatabaseWillNeverBeConnectedToAndDoNotWait() {
        long start = System.nanoTime();

        ReportedRun run = etl.runAgainst(
                TrainingEtlHarness.server().jdbcUrl(etl.database()) + "?sslMode=REQUIRED",
                TrainingEtlHarness.server().user(),
                TrainingEtlHarness.server().password());

        assertThat(run.error(3)).contains("SSL Connection required, but not provided by server", "Switch TLS on");
        assertThat(run.err()).doesNotContain("trying again");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void doNotCountAnEmptyPassword() throws SQLException {
        etl.tinyShop();
        etl.sql(
                "CREATE OR REPLACE USER 'open'@'%' IDENTIFIED BY ''",
                "GRANT SELECT ON `" + etl.database() + "`.* TO 'open'@'%'");

        etl.runAgainst(TrainingEtlHarness.server().jdbcUrl(etl.database()), "open", "")
                .exits(0);
    }

    @Test
    void tellThatThereIsNoSuchDatabase() {
        ReportedRun run = etl.runAgainst(
                TrainingEtlHarness.server().jdbcUrl("no_such_database"),
                TrainingEtlHarness.server().user(),
                TrainingEtlHarness.server().password());

        assertThat(run.error(3)).contains("no_such_database", "Check --source-url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nosuch://bucket/lake",
                ":::",
                "s3a://no-hadoop-aws-here/lake",
                "s3://bucket/lake",
                "file://elsewhere/lake"
            })
    void tellThatTheLakeCannotBeOpened(String lake) throws SQLException {
        etl.tinyShop();

        ReportedRun run = etl.launch(
                Map.of(TrainingEtlHarness.PASSWORD, TrainingEtlHarness.server().password()),
                "--source-url",
                TrainingEtlHarness.server().jdbcUrl(etl.database()),
                "--source-user",
                TrainingEtlHarness.server().user(),
                "--lake",
                lake);

        assertThat(run.error(6)).contains("Cannot open --lake " + lake);
        if (lake.startsWith("s3:")) {
            assertThat(run.error(6)).contains("write s3a:// for S3");
        }
        if (lake.startsWith("file:")) {
            assertThat(run.error(6)).contains("a local path has three: file:///elsewhere/lake");
        }
    }

    @Test
    void tellThatRatingsIsEmpty() throws SQLException {
        etl.tinyShop();
        ReportedRun good = etl.run().exits(0);
        etl.sql("DELETE FROM ratings");

        ReportedRun run = etl.run();

        assertThat(run.error(5)).contains("the table ratings is empty", "--source-url");
        assertThat(etl.lake().latest(Lake.TRAINING)).hasFileName("snapshot=" + good.runId());
        assertThat(etl.lake().snapshots(Lake.TRAINING)).hasSize(1);
    }

    @Test
    void tellHelpAndVersionOnStandardOutput() {
        ReportedRun help = etl.launch(Map.of(), "--help").exits(0);

        TrainingEtlOptions.ALL.forEach(option -> assertThat(help.out())
                .contains(
                        option.equals(TrainingEtlOptions.SOURCE_PASSWORD)
                                ? TrainingEtlHarness.PASSWORD
                                : "--" + option.name()));
        assertThat(help.out().replaceAll("\\s+", " "))
                .containsOnlyOnce(
                        "--dry-run Resolve, connect, check, judge a sample and print the plan. Writes nothing but"
                                + " a small file in each folder of the lake, which it removes again.");
        assertThat(help.out()).contains("Examples", "--dry-run", "productLine,productScale", "5m");
        assertThat(help.err()).isEmpty();
        assertThat(etl.launch(Map.of(), "--version").exits(0).out()).startsWith("training-etl ");
    }
}
