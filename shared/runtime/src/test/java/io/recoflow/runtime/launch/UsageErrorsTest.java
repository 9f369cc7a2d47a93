package io.recoflow.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageErrorsTest {

    private static final String URL = "--source-url=jdbc:x";

    private final Path folder;

    UsageErrorsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void anUnknownOptionSuggestsTheNearest() {
        assertProblems(
                TestJob.idle().launch(URL, "--sorce-url", "jdbc:y"),
                "--sorce-url is not an option of training-etl. Did you mean --source-url?");
    }

    @Test
    void anUnknownOptionThatResemblesNonePointsToTheHelp() {
        assertProblems(
                TestJob.idle().launch(URL, "--x"),
                "--x is not an option of training-etl. Run training-etl --help for its options.");
    }

    @Test
    void anUnknownShortOptionShowsOnlyItsLetter() {
        assertProblems(
                TestJob.idle().launch(URL, "-phunter2"),
                "-p is not an option of training-etl. Run training-etl --help for its options.");
    }

    @Test
    void aMissingRequiredOptionNamesEveryPlaceForIt() {
        assertProblems(
                TestJob.idle().launch(),
                "--source-url is missing: the job cannot run without it. Give --source-url URL, or set"
                        + " RECOFLOW_SOURCE_URL, or source-url in the config file.");
    }

    @Test
    void aBadValueOnTheCommandLineNamesItsForm() {
        assertProblems(
                TestJob.idle().launch(URL, "--parallel-reads", "65"),
                "--parallel-reads cannot be '65' (command line): that is not a whole number from 1 to 64. Give"
                        + " --parallel-reads a whole number from 1 to 64.");
    }

    @Test
    void aBadValueInTheEnvironmentNamesTheVariable() {
        assertProblems(
                TestJob.idle().launch(Map.of("RECOFLOW_MAX_REJECTED_SHARE", "5%"), URL),
                "--max-rejected-share cannot be '5%' (environment RECOFLOW_MAX_REJECTED_SHARE): that is not a number"
                        + " from 0 to 1. Set RECOFLOW_MAX_REJECTED_SHARE to a number from 0 to 1.");
    }

    @Test
    void aBadValueInTheConfigFileNamesTheFile() throws IOException {
        Path file = config("parallel-reads=many");

        assertProblems(
                TestJob.idle().launch(URL, "--config", file.toString()),
                "--parallel-reads cannot be 'many' (config file " + file + "): that is not a whole number from 1 to"
                        + " 64. Set parallel-reads in that file to a whole number from 1 to 64.");
    }

    @Test
    void anUnknownKeyInTheConfigFileSuggestsTheNearest() throws IOException {
        Path file = config("sorce-url=x\nconfig=other.properties");

        assertProblems(
                TestJob.idle().launch(URL, "--config", file.toString()),
                "sorce-url in config file " + file + " is not an option of training-etl. Did you mean source-url?",
                "config in config file " + file
                        + " is not an option of training-etl. Run training-etl --help for its options.");
    }

    @Test
    void aKeyTwiceInTheConfigFileIsAnError() throws IOException {
        Path file = config("parallel-reads=1\nparallel-reads=2");

        assertProblems(
                TestJob.idle().launch(URL, "--config", file.toString()),
                "parallel-reads is set more than once in config file " + file
                        + ": an option has one value. Keep the one that is meant and remove the others.");
    }

    @Test
    void anUnreadableConfigFileSaysWhy() throws IOException {
        Path absent = folder.resolve("absent.properties");
        Path latin1 = Files.write(folder.resolve("latin1"), "a=é".getBytes(StandardCharsets.ISO_8859_1));
        Path escape = config("source-url=\\u12");

        assertUnreadable(absent, "it does not exist");
        assertUnreadable(folder, "it is a directory");
        assertUnreadable(latin1, "it is not UTF-8");
        assertUnreadable(escape, "it has a malformed \\u escape");
        assertUnreadable(absent.toUri(), "it does not exist");
        assertUnreadable(folder.toUri(), "it is a directory");
        assertUnreadable("s3://bucket/job.properties", "No FileSystem for scheme \"s3\"; write s3a:// for S3");
    }

    private void assertUnreadable(Object file, String why) {
        assertProblems(
                TestJob.idle().launch(URL, "--config=" + file),
                "Config file " + file + " cannot be read: " + why
                        + ". Give --config the path of a properties file in UTF-8 that this user can read.");
    }

    @Test
    void anArgumentWithoutAnOptionIsAnErrorAndNotShown() {
        assertProblems(
                TestJob.idle().launch(URL, "hunter2"),
                "An argument belongs to no option: training-etl takes options only, as --name value or --name=value."
                        + " Remove it, or put quotes around a value that has spaces.");
    }

    @Test
    void anOptionGivenTwiceIsAnError() {
        assertProblems(
                TestJob.idle().launch(URL, URL, "--dry-run", "--dry-run"),
                "--source-url is given 2 times: an option has one value. Keep the one that is meant and remove the"
                        + " others.",
                "--dry-run is given 2 times: an option has one value. Keep the one that is meant and remove the"
                        + " others.");
    }

    @Test
    void anOptionWithoutItsValueIsAnError() {
        String problem = "--parallel-reads has no value: nothing but an option or the end of the line follows it. Write"
                + " --parallel-reads VALUE, or --parallel-reads=VALUE where the value begins with a dash.";

        assertProblems(TestJob.idle().launch(URL, "--parallel-reads"), problem);
        assertProblems(TestJob.idle().launch("--parallel-reads", "--dry-run", URL), problem);
        assertProblems(
                TestJob.idle().launch("--parallel-reads", "--dry-rum", URL),
                "--dry-rum is not an option of training-etl. Did you mean --dry-run?",
                problem);
    }

    @Test
    void aRequiredOptionWithoutItsValueIsOneProblem() {
        assertProblems(
                TestJob.idle().launch("--source-url"),
                "--source-url has no value: nothing but an option or the end of the line follows it. Write"
                        + " --source-url VALUE, or --source-url=VALUE where the value begins with a dash.");
    }

    @Test
    void twoDashesAloneAreNoOption() {
        assertProblems(
                TestJob.idle().launch(URL, "--", "--dry-run"),
                "-- is not an option of training-etl. Run training-etl --help for its options.");
    }

    @Test
    void aFlagTakesTrueAndFalseOnly() {
        assertProblems(
                TestJob.idle().launch(URL, "--dry-run=maybe"),
                "--dry-run cannot be 'maybe' (command line): that is not true or false. Give --dry-run true or false.");
    }

    @Test
    void aSecretIsRefusedOutsideTheEnvironment() throws IOException {
        Path file = config("source-password=hunter2");

        assertProblems(
                TestJob.idle().launch(URL, "--source-password", "hunter2"),
                "--source-password cannot be given on the command line: arguments are logged and seen in process"
                        + " lists. Remove it there, and set RECOFLOW_SOURCE_PASSWORD in the environment instead.");
        assertProblems(
                TestJob.idle().launch(URL, "--config", file.toString()),
                "--source-password cannot be given in config file " + file + ": files are copied and committed."
                        + " Remove it there, and set RECOFLOW_SOURCE_PASSWORD in the environment instead.");
    }

    @Test
    void allProblemsAreReportedAtOnceAndTheJobDoesNotRun() throws IOException {
        Path file = config("sorce-url=x");
        TestJob job = new TestJob(
                context -> {
                    throw new AssertionError("ran");
                },
                settings -> List.of("--a and --b: only one may be given. Drop one."));

        TestJob.Launch launch =
                job.launch("--config", file.toString(), "--parallel-reads=0", "--max-rejected-shares=1", "--dry-run=2");

        assertThat(launch.code()).isEqualTo(2);
        assertThat(launch.out()).isEmpty();
        assertThat(launch.errorLines())
                .hasSize(6)
                .allMatch(line -> line.startsWith("training-etl: "))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("--max-rejected-shares is not an option"),
                        line -> assertThat(line).contains("sorce-url in config file"),
                        line -> assertThat(line).contains("--source-url is missing"),
                        line -> assertThat(line).contains("--parallel-reads cannot be '0'"),
                        line -> assertThat(line).contains("--dry-run cannot be '2'"),
                        line -> assertThat(line).contains("--a and --b"));
    }

    @Test
    void aCheckOfSeveralOptionsEndsQuietlyWhereOneHasAProblemAnyway() {
        TestJob job = new TestJob(
                context -> {},
                settings -> List.of("checked " + settings.find(TestJob.READS).isPresent()));

        assertThat(job.launch(URL, "--parallel-reads=0").errorLines())
                .singleElement()
                .asString()
                .contains("--parallel-reads cannot be '0'");
        assertProblems(job.launch(URL), "checked true");
    }

    private Path config(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "job", ".properties"), content);
    }

    private static void assertProblems(TestJob.Launch launch, String... problems) {
        assertThat(launch.errorLines())
                .containsExactly(List.of(problems).stream()
                        .map(p -> "training-etl: " + p)
                        .toArray(String[]::new));
        assertThat(launch.code()).isEqualTo(2);
        assertThat(launch.out()).isEmpty();
    }
}
