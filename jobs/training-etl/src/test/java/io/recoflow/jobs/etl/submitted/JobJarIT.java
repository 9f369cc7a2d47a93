package io.recoflow.jobs.etl.submitted;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.local.submit.SparkSubmit;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The jar that users submit: all that the platforms lack, and nothing that they bring. */
class JobJarIT {

    private static final String RELOCATED = "io/recoflow/shaded/";

    private static JarFile jar;
    private static List<String> classes;

    @BeforeAll
    static void open() throws IOException {
        jar = new JarFile(ShopDatabase.jar().toFile());
        Pattern version = Pattern.compile("^META-INF/versions/[0-9]+/");
        classes = jar.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.endsWith(".class"))
                .map(name -> version.matcher(name).replaceFirst(""))
                .toList();
    }

    @AfterAll
    static void close() throws IOException {
        jar.close();
    }

    @Test
    void holdsNothingThatThePlatformsBring() {
        assertThat(classes)
                .noneMatch(name -> name.matches("(org/apache/spark|scala|org/apache/hadoop|io/delta|org/apache/logging"
                        + "|org/apache/log4j|org/slf4j|org/apache/parquet|com/fasterxml|org/duckdb|org/junit)/.*"));
    }

    @Test
    void holdsTheAwsSdkUnderAnotherNameOnly() {
        assertThat(classes).noneMatch(name -> name.startsWith("software/amazon/"));
        assertThat(classes).noneMatch(name -> name.startsWith("org/reactivestreams/"));
        assertThat(classes)
                .contains(
                        RELOCATED + "software/amazon/awssdk/services/secretsmanager/SecretsManagerClient.class",
                        RELOCATED + "software/amazon/awssdk/services/glue/GlueClient.class",
                        RELOCATED + "org/reactivestreams/Publisher.class");
    }

    @Test
    void holdsTheJobItsRoomsAndItsDrivers() {
        assertThat(classes)
                .contains(
                        "io/recoflow/jobs/etl/TrainingEtl.class",
                        "io/recoflow/runtime/launch/JobLauncher.class",
                        "io/recoflow/lake/snapshot/SnapshotDataset.class",
                        "picocli/CommandLine.class",
                        "dev/failsafe/Failsafe.class",
                        "com/mysql/cj/jdbc/Driver.class",
                        "org/postgresql/Driver.class")
                .doesNotHaveDuplicates()
                .noneMatch(name -> name.startsWith("io/recoflow/local/"));
    }

    @Test
    void itsManifestNamesTheMainClassAndOneVersion() throws IOException {
        Attributes attributes = jar.getManifest().getMainAttributes();
        assertThat(attributes.getValue(Attributes.Name.MAIN_CLASS)).isEqualTo("io.recoflow.jobs.etl.TrainingEtl");
        assertThat(attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION)).isEqualTo(version());
        String manifest = text("META-INF/MANIFEST.MF");
        assertThat(manifest.lines().filter(line -> line.startsWith("Implementation-Version")))
                .hasSize(1);
    }

    @Test
    void itsServicesNameClassesThatItHas() throws IOException {
        assertThat(providers("java.sql.Driver"))
                .containsExactlyInAnyOrder("com.mysql.cj.jdbc.Driver", "org.postgresql.Driver");
        assertThat(providers("io.recoflow.shaded.software.amazon.awssdk.http.SdkHttpService"))
                .containsExactly(
                        "io.recoflow.shaded.software.amazon.awssdk.http.urlconnection.UrlConnectionSdkHttpService");
        for (ZipEntry service : jar.stream()
                .filter(entry -> entry.getName().startsWith("META-INF/services/") && !entry.isDirectory())
                .toList()) {
            String type = service.getName().substring("META-INF/services/".length());
            assertThat(providers(type)).as(type).isNotEmpty().allSatisfy(provider -> assertThat(classes)
                    .contains(provider.replace('.', '/') + ".class"));
        }
    }

    @Test
    void submittedWithVersionItPrintsItsVersion() {
        SparkSubmit.Result result = ShopDatabase.submit().arguments("--version").run(Duration.ofMinutes(10));
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo("training-etl " + version() + "\n");
    }

    private static String version() {
        return System.getProperty("project.version");
    }

    private static List<String> providers(String service) throws IOException {
        return text("META-INF/services/" + service)
                .lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String text(String entry) throws IOException {
        try (var content = jar.getInputStream(jar.getEntry(entry))) {
            return new String(content.readAllBytes(), UTF_8);
        }
    }
}
