package io.recoflow.aws;

import static io.recoflow.aws.Templates.ALARMS;
import static io.recoflow.aws.Templates.each;
import static io.recoflow.aws.Templates.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class AlarmsTest {

    private static final String TOPIC = "${FoundationStack}-NoticesTopicArn";
    private static final Map<String, JsonNode> ALL = ALARMS.resourcesOfType("AWS::CloudWatch::Alarm");

    @Test
    void eachAlarmTellsTheTopicThatItBeganAndThatItEnded() {
        assertThat(ALL.values()).isNotEmpty().allSatisfy(alarm -> {
            assertThat(imported(alarm.at("/Properties/AlarmActions/0"))).isEqualTo(TOPIC);
            assertThat(imported(alarm.at("/Properties/OKActions/0"))).isEqualTo(TOPIC);
        });
    }

    @Test
    void theAlarmsWatchWhatWasAskedFor() {
        assertThat(ALL.entrySet())
                .extracting(
                        Map.Entry::getKey,
                        alarm -> alarm.getValue().at("/Properties/MetricName").asText(),
                        alarm -> alarm.getValue().at("/Properties/Threshold").asInt(),
                        alarm -> alarm.getValue().at("/Properties/Period").asInt()
                                * alarm.getValue()
                                        .at("/Properties/EvaluationPeriods")
                                        .asInt(),
                        alarm -> alarm.getValue()
                                .at("/Properties/TreatMissingData")
                                .asText())
                .containsExactlyInAnyOrder(
                        tuple("ActivityUnread", "GetRecords.IteratorAgeMilliseconds", 60_000, 300, "breaching"),
                        tuple("ActivityThrottled", "WriteProvisionedThroughputExceeded", 0, 300, "notBreaching"),
                        tuple("RecommendationsThrottled", "WriteProvisionedThroughputExceeded", 0, 300, "notBreaching"),
                        tuple("AnswersSlow", "LatencyP99Millis", 1_000, 300, "notBreaching"),
                        tuple("SnapshotOld", "SnapshotAgeHours", 8 * 24, 10_800, "breaching"));
    }

    @Test
    void streamAlarmsWatchTheFoundationsStreams() {
        assertThat(ALL.entrySet())
                .filteredOn(alarm ->
                        alarm.getValue().at("/Properties/Namespace").asText().equals("AWS/Kinesis"))
                .extracting(
                        Map.Entry::getKey,
                        alarm -> alarm.getValue()
                                .at("/Properties/Dimensions/0/Name")
                                .asText(),
                        alarm -> imported(alarm.getValue().at("/Properties/Dimensions/0/Value")))
                .containsExactlyInAnyOrder(
                        tuple("ActivityUnread", "StreamName", "${FoundationStack}-ActivityStream"),
                        tuple("ActivityThrottled", "StreamName", "${FoundationStack}-ActivityStream"),
                        tuple("RecommendationsThrottled", "StreamName", "${FoundationStack}-RecommendationsStream"));
    }

    @Test
    void failedJobsOfEveryPlatformAreToldToTheTopic() {
        JsonNode pattern = resource("JobFailed").at("/Properties/EventPattern");

        assertThat(texts(pattern.at("/source"))).containsExactly("aws.emr-serverless", "aws.emr", "aws.glue");
        assertThat(texts(pattern.at("/detail-type")))
                .containsExactly(
                        "EMR Serverless Job Run State Change",
                        "EMR Step Status Change",
                        "EMR Cluster State Change",
                        "Glue Job State Change");
        assertThat(texts(pattern.at("/detail/state"))).contains("FAILED", "TIMEOUT");
        assertThat(ALARMS.resourcesOfType("AWS::Events::Rule").values())
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(imported(rule.at("/Properties/Targets/0/Arn")))
                        .isEqualTo(TOPIC));
    }

    @Test
    void theSnapshotsAgeIsPublishedWhereItsAlarmLooks() {
        JsonNode states = resource("SnapshotAge").at("/Properties/Definition/States");
        JsonNode metric = states.at("/PublishAge/Arguments");
        JsonNode alarm = resource("SnapshotOld").at("/Properties");

        assertThat(metric.at("/Namespace").asText())
                .isEqualTo(alarm.at("/Namespace").asText());
        assertThat(metric.at("/MetricData/0/MetricName").asText())
                .isEqualTo(alarm.at("/MetricName").asText());
        assertThat(resource("SnapshotAgeSchedule")
                        .at("/Properties/ScheduleExpression")
                        .asText())
                .isEqualTo("rate(1 hour)");
        assertThat(alarm.at("/Period").asInt()).isEqualTo(3_600);
    }

    @Test
    void theSnapshotsAgeIsReadFromThePointerAndItsRoleMayReadNothingElse() {
        String key = resource("SnapshotAge")
                .at("/Properties/Definition/States/ReadPointer/Arguments/Key")
                .asText();
        JsonNode statements = resource("SnapshotAgeRole").at("/Properties/Policies/0/PolicyDocument/Statement");

        assertThat(key).isEqualTo("training/ratings_ml_training/_latest");
        assertThat(each(statements)
                        .filter(statement -> texts(statement.at("/Action")).contains("s3:GetObject")))
                .singleElement()
                .extracting(statement -> statement.at("/Resource/Fn::Sub/0").asText())
                .isEqualTo("${Lake}/" + key);
    }

    private static JsonNode resource(String id) {
        return Objects.requireNonNull(ALARMS.resources().get(id), id);
    }

    private static String imported(JsonNode value) {
        return value.at("/Fn::ImportValue/Fn::Sub").asText();
    }
}
