package io.recoflow.emr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.runtime.launch.Job;
import io.recoflow.testkit.JobArguments;
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

    static List<JobRequest> requests() {
        return EmrStack.requests();
    }

    @Test
    void everyJobHasOne() {
        assertThat(EmrStack.names("jobs"))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(EmrStack.JOBS.stream().map(Job::name), Stream.of("stream-recommend-aws-kinesis"))
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
        Job job = request.job();

        assertThat(request.jar())
                .isEqualTo("s3://codebucket/releases/" + StackOutputs.RELEASE + "/" + job.name() + ".jar");
        assertThat(request.spark().option("--class")).isEqualTo(job.getClass().getName());
        assertThat(request.spark().rest()).isEmpty();
        assertThat(request.json().path("executionRoleArn").asText())
                .endsWith(":" + job.name().replace("-", "") + "rolearn");
        assertThat(request.json().path("tags").path("job").asText()).isEqualTo(job.name());
        assertThat(request.spark().setting("spark.hadoop.fs.s3a.endpoint.region"))
                .isEqualTo(StackOutputs.REGION);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void onlyTheStreamRunsForeverAndHasDelta(JobRequest request) {
        boolean stream = request.name().startsWith("stream-recommend");

        assertThat(request.isStreaming()).isEqualTo(stream);
        assertThat(request.json().has("executionTimeoutMinutes")).isNotEqualTo(stream);
        assertThat(request.json().path("retryPolicy").has("maxFailedAttemptsPerHour"))
                .isEqualTo(stream);
        assertThat(request.spark().option("--jars").startsWith(DELTA)).isEqualTo(stream);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void itLogsWhatTheDriverPrintsIntoTheGroupOfTheStack(JobRequest request) {
        JsonNode logging = request.json()
                .path("configurationOverrides")
                .path("monitoringConfiguration")
                .path("cloudWatchLoggingConfiguration");

        assertThat(logging.path("enabled").asBoolean()).isTrue();
        assertThat(logging.path("logGroupName").asText()).isEqualTo("/recoflow/emr");
        assertThat(JobRequest.texts(logging.path("logTypes").path("SPARK_DRIVER")))
                .containsExactly("STDOUT", "STDERR");
    }

    @Test
    void thePlatformsConnectorIsTakenFromTheImageAndHasCheckpointsOfItsOwn() {
        JobRequest own = EmrStack.request("stream-recommend");
        JobRequest platforms = EmrStack.request("stream-recommend-aws-kinesis");

        assertThat(own.spark().option("--jars")).isEqualTo(DELTA);
        assertThat(own.jobArguments()).doesNotContain("--activity-format");
        assertThat(platforms.spark().option("--jars")).isEqualTo(DELTA + "," + CONNECTOR);
        assertThat(platforms.jobArguments()).containsSequence("--activity-format", "aws-kinesis");
        assertThat(platforms.jobArguments()).doesNotContain("s3a://lakebucket/checkpoints/recommend");
    }

    @Test
    void theSnapshotOfTheModelOutlivesTheNightsUntilTheNext() {
        assertThat(EmrStack.request("training-etl").jobArguments()).containsSequence("--keep-snapshots", "8");
    }
}
