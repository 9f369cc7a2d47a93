package io.recoflow.emr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.aws.check.DeployedValues;
import io.recoflow.aws.job.JobJar;
import io.recoflow.runtime.declaration.DeclaredJob;
import io.recoflow.runtime.declaration.JobRuntime.Streaming;
import io.recoflow.testkit.JobArguments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunRequest;

final class JobRequestsTest {

    private static final String DELTA =
            "/usr/share/aws/delta/lib/delta-spark.jar,/usr/share/aws/delta/lib/delta-storage.jar";
    private static final String CONNECTOR =
            "/usr/share/aws/kinesis/spark-sql-kinesis/lib/spark-streaming-sql-kinesis-connector.jar";

    /** Of a parameter of Systems Manager that costs nothing. */
    private static final int LARGEST_PARAMETER = 4096;

    static List<JobRequest> requests() {
        return EmrStacks.requests();
    }

    @Test
    void everyJobAndEveryVariantHasOne() {
        assertThat(requests().stream().map(JobRequest::name))
                .containsExactlyInAnyOrderElementsOf(EmrStacks.JOBS.stream()
                        .flatMap(job -> Stream.concat(
                                Stream.of(job.name()),
                                job.declaration().variants().stream()
                                        .map(variant -> job.name() + "-" + variant.name())))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("requests")
    void theServiceTakesIt(JobRequest request) {
        assertThat(RequestCheck.problems(StartJobRunRequest.builder().build(), request.json()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aParameterHoldsItWithRoomForLongerNames(JobRequest request) {
        assertThat(request.json().toString().length() + 500).isLessThan(LARGEST_PARAMETER);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void theJobTakesItsArguments(JobRequest request) {
        assertThat(JobArguments.problems(request.job(), request.jobArguments())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void anArgumentThatTheJobDoesNotKnowIsFound(JobRequest request) {
        List<String> arguments = new ArrayList<>(request.jobArguments());
        arguments.add("--lakee");

        assertThat(JobArguments.problems(request.job(), arguments))
                .anySatisfy(problem -> assertThat(problem).contains("--lakee"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void itRunsTheJobOfTheReleaseInTheRoleOfTheJob(JobRequest request) {
        DeclaredJob job = request.job();
        Path jar = EmrStacks.HOME.resolve("jobs/" + job.name() + "/target/" + job.name() + ".jar");

        assertThat(request.jar())
                .isEqualTo("s3://codebucket/releases/" + DeployedValues.RELEASE + "/" + job.name() + ".jar");
        assertThat(request.spark().option("--class")).isEqualTo(job.getClass().getName());
        assertThat(JobJar.hasMain(jar, request.spark().option("--class"))).isTrue();
        assertThat(JobJar.hasMain(jar, request.spark().option("--class") + "s")).isFalse();
        assertThat(request.spark().rest()).isEmpty();
        assertThat(request.json().path("executionRoleArn").asText())
                .contains(":" + job.name().replace("-", "") + "role");
        assertThat(request.json().at("/tags/job").asText()).isEqualTo(job.name());
        assertThat(request.json().at("/tags/stage").asText()).isEqualTo("test");
        assertThat(request.spark().setting("spark.hadoop.fs.s3a.endpoint.region"))
                .isEqualTo(DeployedValues.REGION);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void onlyAStreamRunsForever(JobRequest request) {
        boolean stream = request.job().declaration().runtime() instanceof Streaming;

        assertThat(request.isStreaming()).isEqualTo(stream);
        assertThat(request.json().has("executionTimeoutMinutes")).isNotEqualTo(stream);
        assertThat(request.json().path("retryPolicy").has("maxFailedAttemptsPerHour"))
                .isEqualTo(stream);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void itEncryptsTheWorkersDisksWithTheKey(JobRequest request) {
        assertThat(request.json()
                        .at("/configurationOverrides/diskEncryptionConfiguration/encryptionKeyArn")
                        .asText())
                .isEqualTo(DeployedValues.FOUNDATION.get("DataKeyArn"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void itLogsWhatTheDriverPrintsIntoTheGroupOfTheStackWithTheKey(JobRequest request) {
        JsonNode logging =
                request.json().at("/configurationOverrides/monitoringConfiguration/cloudWatchLoggingConfiguration");

        assertThat(logging.path("enabled").asBoolean()).isTrue();
        assertThat(logging.path("logGroupName").asText()).isEqualTo("log");
        assertThat(logging.path("encryptionKeyArn").asText()).isEqualTo(DeployedValues.FOUNDATION.get("DataKeyArn"));
        assertThat(JobRequest.texts(logging.at("/logTypes/SPARK_DRIVER"))).containsExactly("STDOUT", "STDERR");
    }

    @Test
    void thePlatformsConnectorIsTakenFromTheImageAndHasCheckpointsOfItsOwn() {
        JobRequest own = EmrStacks.request("stream-recommend");
        JobRequest platforms = EmrStacks.request("stream-recommend-aws-kinesis");

        assertThat(own.spark().option("--jars")).isEqualTo(DELTA);
        assertThat(own.jobArguments()).doesNotContain("--activity-format");
        assertThat(platforms.spark().option("--jars")).isEqualTo(DELTA + "," + CONNECTOR);
        assertThat(platforms.jobArguments()).containsSequence("--activity-format", "aws-kinesis");
        assertThat(platforms.jobArguments()).doesNotContain("s3a://lakebucket/checkpoints/recommend");
    }
}
