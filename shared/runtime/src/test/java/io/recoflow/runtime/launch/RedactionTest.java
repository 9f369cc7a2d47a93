package io.recoflow.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.report.Json;
import io.recoflow.runtime.report.RunRecord;
import io.recoflow.runtime.secret.DatabaseCredentials;
import io.recoflow.runtime.secret.Redactor;
import io.recoflow.runtime.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looks for the value of a secret in all that a launch prints. */
class RedactionTest {

    private static final String SECRET = "hünter 2/&+x";
    private static final Map<String, String> ENVIRONMENT = Map.of("RECOFLOW_SOURCE_PASSWORD", SECRET);
    private static final String URL = "--source-url=jdbc:x";

    private final Path folder;

    RedactionTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void helpAndDryRunDoNotShowIt() {
        TestJob printing = TestJob.doing(
                context -> context.console().out(context.settings().printable().toString()));

        assertHidden(TestJob.idle().launch(ENVIRONMENT, "--help"));
        assertHidden(printing.launch(ENVIRONMENT, URL, "--dry-run"));
        assertThat(printing.launch(ENVIRONMENT, URL, "--dry-run").out()).contains("source-password=(redacted)");
    }

    @Test
    void whatTheJobPrintsDoesNotShowIt() {
        TestJob job = TestJob.doing(context -> {
            String revealed = context.settings().get(TestJob.PASSWORD).reveal();
            context.console().out("out " + revealed);
            context.console().progress("progress " + revealed);
            context.console().warn("warn " + revealed);
        });

        TestJob.Launch launch = job.launch(ENVIRONMENT, URL);

        assertHidden(launch);
        assertThat(launch.out()).startsWith("out (redacted)");
        assertThat(launch.errorLines()).containsExactly("progress (redacted)", "Warning: warn (redacted)");
    }

    @Test
    void errorsAndStackTracesDoNotShowItEvenEncoded() {
        for (String form :
                new String[] {SECRET, "h%C3%BCnter+2%2F%26%2Bx", "h%C3%BCnter%202%2F%26%2Bx", "h%c3%bcnter+2%2f%26%2bx"
                }) {
            TestJob expected = TestJob.doing(context -> {
                throw new JobException(ExitCode.UNAVAILABLE, "p", form, "f", new IllegalStateException(form));
            });
            TestJob bug = TestJob.doing(context -> {
                throw new IllegalStateException(form);
            });

            for (TestJob job : new TestJob[] {expected, bug}) {
                for (String detail : new String[] {"--verbose=false", "--verbose"}) {
                    TestJob.Launch launch = job.launch(ENVIRONMENT, URL, detail);
                    assertHidden(launch);
                    assertThat(launch.err()).contains("(redacted)").doesNotContain(form);
                }
            }
        }
    }

    @Test
    void usageErrorsDoNotShowIt() throws IOException {
        Path file = Files.writeString(folder.resolve("c"), "source-password=" + SECRET + "\nsource-pasword=" + SECRET);

        assertHidden(TestJob.idle().launch(URL, "--source-password=" + SECRET));
        assertHidden(TestJob.idle().launch(URL, "--source-password", SECRET));
        assertHidden(TestJob.idle().launch(URL, "--source-pasword=" + SECRET));
        assertHidden(TestJob.idle().launch(URL, "--source-pasword", SECRET));
        assertHidden(TestJob.idle().launch(URL, "-p" + SECRET));
        assertHidden(TestJob.idle().launch(URL, SECRET));
        assertHidden(TestJob.idle().launch(URL, "--config=" + file));
        assertHidden(TestJob.idle().launch(ENVIRONMENT, URL, "--parallel-reads", SECRET));
        assertHidden(TestJob.idle().launch(URL, "--source-password", SECRET, "--parallel-reads", SECRET));
        assertHidden(
                TestJob.idle().launch(ENVIRONMENT, URL, "--source-password=" + "other", "--parallel-reads", SECRET));
    }

    @Test
    void theValueOfAnOptionThatIsNoSecretStaysReadable() {
        assertThat(TestJob.idle()
                        .launch(
                                Map.of("RECOFLOW_PARALLEL_READS", "4"),
                                URL,
                                "--max-rejected-share=4",
                                "--parallel-reads")
                        .err())
                .contains("--max-rejected-share cannot be '4'");
    }

    @Test
    void aSecretThatTheJobLearnsLaterIsHiddenToo() {
        TestJob job = TestJob.doing(context -> {
            context.redactor().add(new Secret(SECRET));
            throw new IllegalStateException("login with " + SECRET);
        });

        assertHidden(job.launch(URL, "--verbose"));
    }

    @Test
    void aLongErrorIsCutOnlyAfterItWasRedacted() {
        for (int filler = 1_900; filler < 2_000; filler++) {
            int length = filler;
            TestJob.Launch launch = TestJob.doing(context -> {
                        throw new IllegalStateException("x".repeat(length) + SECRET);
                    })
                    .launch(ENVIRONMENT, URL);
            assertThat(launch.err()).doesNotContain("hün").doesNotContain("xh");
        }
    }

    @Test
    void theLongestOfOverlappingSecretsIsReplacedAndReplacementsStay() {
        Redactor redactor = new Redactor();
        redactor.add(new Secret("red"));
        redactor.add(new Secret("redwood"));
        redactor.add(new Secret(""));
        redactor.add(new Secret("two\nlines"));

        assertThat(redactor.redact("redwood red two lines two\nlines"))
                .isEqualTo("(redacted) (redacted) (redacted) (redacted)");
    }

    @Test
    void passwordsInUrlsAreHiddenWithoutBeingKnown() {
        assertThat(new Redactor().redact("jdbc:mysql://me:p@ss@host/db?user=a&password=b&x=1, postgres://host:5432/db"))
                .isEqualTo(
                        "jdbc:mysql://me:(redacted)@host/db?user=a&password=(redacted)&x=1, postgres://host:5432/db");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "clientCertificateKeyStorePassword",
                "trustCertificateKeyStorePassword",
                "sslpassword",
                "password2",
                "ssl_key_passphrase",
                "PWD",
                "oauth.client-secret",
                "X-Amz-Security-Token"
            })
    void aParameterThatEndsLikeASecretIsHiddenWithoutBeingKnown(String parameter) {
        assertThat(new Redactor()
                        .redact("Cannot read jdbc:mysql://h/shop?a=b&" + parameter + "=hunter2&sslMode=REQUIRED"))
                .isEqualTo("Cannot read jdbc:mysql://h/shop?a=b&" + parameter + "=(redacted)&sslMode=REQUIRED");
        assertThat(new Redactor().redact("?" + parameter + "=(redacted)&a=b"))
                .isEqualTo("?" + parameter + "=(redacted)&a=b");
        assertThat(Redactor.withoutUrlPasswords("jdbc:mysql://address=(host=h)(" + parameter + "=hunter2)/shop"))
                .isEqualTo("jdbc:mysql://address=(host=h)(" + parameter + "=(redacted))/shop");
    }

    @Test
    void aVeryShortSecretLeavesTheWordsAroundItReadable() {
        String line = "the database refused user shop: is its password etl in training-etl a mistake of a person?";
        Redactor one = new Redactor();
        one.add(new Secret("a"));
        one.add(new Secret("/"));
        assertThat(one.redact(line + " file:///tmp/a?password=a"))
                .isEqualTo(line + " file:///tmp/a?password=(redacted)");

        Redactor three = new Redactor();
        three.add(new Secret("dat"));
        assertThat(three.redact("database (dat) data dat")).isEqualTo("database ((redacted)) data (redacted)");
    }

    @Test
    void warningsInTheReportDoNotShowIt() {
        TestJob job = TestJob.doing(context -> {
            context.redactor().add(new Secret(SECRET));
            RunRecord record = context.record(Clock.systemUTC());
            record.warn("login with " + SECRET);
            assertThat(Json.write(record.published(Map.of())))
                    .contains("login with (redacted)")
                    .doesNotContain(SECRET);
        });

        assertThat(job.launch(URL).code()).isZero();
    }

    @Test
    void secretsDoNotPrint() {
        assertThat(new DatabaseCredentials("me", new Secret(SECRET)).toString())
                .startsWith("DatabaseCredentials[user=me, password=(redacted)");
    }

    private static void assertHidden(TestJob.Launch launch) {
        assertThat(launch.everything()).isNotEmpty().doesNotContain(SECRET).doesNotContain("nter 2");
    }
}
