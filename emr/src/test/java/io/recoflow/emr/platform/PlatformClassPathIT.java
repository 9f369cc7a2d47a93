package io.recoflow.emr.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The jobs' jars as they will run: each is started once by {@code bin/spark-submit}, with the platforms' versions of
 * what the platforms bring first on the driver's class path ({@code --driver-class-path}, by which EMR brings its own
 * too). Secrets and the Data Catalog are a stub, S3, Kinesis and the databases are local servers.
 *
 * <p>What comes first, as {@code emr/platform} lists it:
 *
 * <ul>
 *   <li>AWS SDK 2.41.0, with every HTTP client. EMR and Glue put their own SDK, 2.44.6 on Glue 6.0, before Spark's jars
 *       ({@code /usr/share/aws/aws-java-sdk-v2/*} in EMR's {@code spark.driver.extraClassPath}). Hadoop's S3A must work
 *       with it, and what the jobs bundle must not meet it.
 *   <li>MySQL Connector/J 8.0.33 and PostgreSQL's driver 42.7.3, which Glue 6.0 ships; the jobs bundle newer ones.
 * </ul>
 *
 * <p>Jackson 2.20.0, Netty 4.2.7, Parquet 1.16.0 and Arrow 18.3.0 are on Glue 6.0 what they are here, so nothing of
 * them can clash. What else the platforms change in their builds of Spark and Hadoop is in no public repository and not
 * tested.
 */
final class PlatformClassPathIT {

    private static final String PLATFORM_SDK = "software.amazon.awssdk";
    private static final String BUNDLED_SDK = "io.recoflow.shaded.software.amazon.awssdk";

    /** What a shell makes of SIGTERM: 128 + 15. */
    private static final int TERMINATED = 143;

    private static LocalPlatform platform;
    private static ShopRun run;
    private static ShopRun.Traffic traffic;
    private static Map<String, String> starsOfReviews;

    @BeforeAll
    static void runTheJobs(@TempDir Path folder) throws SQLException, InterruptedException {
        platform = LocalPlatform.start(folder);
        run = new ShopRun(platform, folder);
        run.learn();
        traffic = run.answer();
        starsOfReviews = run.review();
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    static Stream<FinishedJob> jobs() {
        return run.jobs().stream();
    }

    @Test
    void aSnapshotIsPublishedAndInTheCatalog() {
        assertThat(platform.aws().table(ShopRun.CATALOG_TABLE).map(PlatformClassPathIT::location))
                .hasValueSatisfying(location -> assertThat(location)
                        .startsWith("s3://" + LocalPlatform.BUCKET + "/lake/ratings_ml_training/snapshot="));
    }

    @Test
    void theModelIsInTheVectorDatabase() throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        platform.vectors().jdbcUrl(),
                        platform.vectors().user(),
                        platform.vectors().password());
                Statement statement = connection.createStatement();
                ResultSet items = statement.executeQuery(
                        "SELECT count(*), (SELECT dimension FROM model_version) FROM item_emb")) {
            items.next();
            assertThat(items.getLong(1)).isPositive();
            assertThat(items.getInt(2)).isEqualTo(8);
        }
    }

    @Test
    void everyEventIsAnsweredSomeByTheModelAndStoredOnce() {
        FinishedJob streaming = job("stream-recommend");
        assertThat(streaming.result().exitCode()).as(streaming.log()).isEqualTo(TERMINATED);
        assertThat(streaming.result().out()).contains("In all: ");
        assertThat(traffic.events()).isPositive();
        assertThat(traffic.received().events()).isEqualTo(traffic.events());
        assertThat(traffic.received().emptyAnswers()).isZero();
        assertThat(ShopRun.isAnsweredByTheModel(traffic.received()))
                .as("%s", traffic.received())
                .isTrue();
        assertThat(traffic.rows()).isEqualTo(new StoredTable.Rows(traffic.events(), traffic.events()));
    }

    @Test
    void theNewestVersionOfEachReviewIsKept() {
        FinishedJob storing = job("store-reviews");
        assertThat(storing.result().exitCode()).as(storing.log()).isEqualTo(TERMINATED);
        assertThat(starsOfReviews).isEqualTo(ShopRun.NEWEST);
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void noJobTellsOfClassesThatDoNotFit(FinishedJob job) {
        assertThat(LinkageProblems.in(job.log())).as(job.log()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void whatHadoopLoadsOfTheSdkIsThePlatforms(FinishedJob job) {
        Set<String> names = PlatformClassPath.read().names();

        assertThat(names).contains("sdk-core-2.41.0.jar", "s3-2.41.0.jar");
        assertThat(job.classes().jarsOfClass(PLATFORM_SDK + ".core.SdkClient")).containsExactly("sdk-core-2.41.0.jar");
        assertThat(job.classes().jarsOfClass(PLATFORM_SDK + ".services.s3.S3Client"))
                .containsExactly("s3-2.41.0.jar");
        assertThat(names).containsAll(job.classes().jarsOf(PLATFORM_SDK));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void whatAJobLoadsOfItsOwnComesFromItsJar(FinishedJob job) {
        assertThat(job.classes().jarsOf("io.recoflow")).containsExactly(job.jar());
    }

    @Test
    void theBundledSdkIsWhatTheJobsCallAwsWith() {
        assertLoaded("training-etl", BUNDLED_SDK + ".services.secretsmanager.SecretsManagerClient");
        assertLoaded("training-etl", BUNDLED_SDK + ".services.glue.GlueClient");
        assertLoaded("load-embeddings", BUNDLED_SDK + ".services.secretsmanager.SecretsManagerClient");
        assertLoaded("stream-recommend", BUNDLED_SDK + ".services.kinesis.KinesisAsyncClient");
        assertLoaded("store-reviews", BUNDLED_SDK + ".services.dynamodb.DynamoDbAsyncClient");
        assertThat(run.jobs()).allSatisfy(job -> assertThat(job.classes().jarsOf(PLATFORM_SDK))
                .doesNotContain(
                        "kinesis-2.41.0.jar", "dynamodb-2.41.0.jar", "secretsmanager-2.41.0.jar", "glue-2.41.0.jar"));
    }

    @Test
    void theDriversAreThePlatforms() {
        assertThat(job("training-etl").classes().jarsOf("com.mysql.cj"))
                .containsExactly("mysql-connector-j-8.0.33.jar");
        assertThat(job("load-embeddings").classes().jarsOf("org.postgresql")).containsExactly("postgresql-42.7.3.jar");
    }

    private static void assertLoaded(String job, String className) {
        assertThat(job(job).classes().jarsOfClass(className)).as(className).containsExactly(job + ".jar");
    }

    private static FinishedJob job(String name) {
        return run.jobs().stream()
                .filter(job -> job.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String location(JsonNode table) {
        return table.at("/StorageDescriptor/Location").asText();
    }
}
