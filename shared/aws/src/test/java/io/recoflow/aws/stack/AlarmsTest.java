package io.recoflow.aws.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.aws.check.StackTemplate;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AlarmsTest {

    private static final StackTemplate ALARMS = SharedTemplates.ALARMS;
    private static final Map<String, JsonNode> ALL = ALARMS.resources("AWS::CloudWatch::Alarm");

    @Test
    void eachAlarmTellsTheTopicThatItBeganAndThatItEnded() {
        assertThat(ALL.values()).isNotEmpty().allSatisfy(alarm -> {
            assertThat(alarm.at("/Properties/AlarmActions/0/Ref").asText()).isEqualTo("NoticesTopicArn");
            assertThat(alarm.at("/Properties/OKActions/0/Ref").asText()).isEqualTo("NoticesTopicArn");
        });
    }

    @Test
    void streamsFiguresSnapshotsVectorsAndSchedulesAreWatched() {
        assertThat(ALL.values().stream().map(alarm -> alarm.path("Properties")))
                .extracting(
                        alarm -> alarm.path("AlarmName").asText(),
                        alarm -> alarm.path("MetricName").asText(),
                        alarm -> alarm.path("Threshold").isNumber()
                                ? alarm.path("Threshold").asText()
                                : alarm.at("/Threshold/Ref").asText(),
                        alarm -> alarm.path("TreatMissingData").asText())
                .containsExactlyInAnyOrder(
                        tuple(
                                "recoflow-test-ActivityUnread",
                                "GetRecords.IteratorAgeMilliseconds",
                                "60000",
                                "breaching"),
                        tuple(
                                "recoflow-test-ActivityWritesThrottled",
                                "WriteProvisionedThroughputExceeded",
                                "0",
                                "notBreaching"),
                        tuple(
                                "recoflow-test-ActivityReadsThrottled",
                                "ReadProvisionedThroughputExceeded",
                                "0",
                                "notBreaching"),
                        tuple(
                                "recoflow-test-RecommendationsUnread",
                                "GetRecords.IteratorAgeMilliseconds",
                                "60000",
                                "breaching"),
                        tuple(
                                "recoflow-test-RecommendationsWritesThrottled",
                                "WriteProvisionedThroughputExceeded",
                                "0",
                                "notBreaching"),
                        tuple(
                                "recoflow-test-RecommendationsReadsThrottled",
                                "ReadProvisionedThroughputExceeded",
                                "0",
                                "notBreaching"),
                        tuple("recoflow-test-LatencyP99MillisHigh", "LatencyP99Millis", "1000", "notBreaching"),
                        tuple("recoflow-test-SnapshotOld", "SnapshotAgeHours", "SnapshotHours", "breaching"),
                        tuple("recoflow-test-VectorsDiskFull", "FreeStorageSpace", "2147483648", "notBreaching"),
                        tuple("recoflow-test-VectorsBusy", "CPUUtilization", "80", "breaching"),
                        tuple(
                                "recoflow-test-VectorsConnections",
                                "DatabaseConnections",
                                "VectorConnections",
                                "breaching"),
                        tuple("recoflow-test-SchedulesFailed", "TargetErrorCount", "0", "notBreaching"),
                        tuple("recoflow-test-SchedulesDropped", "InvocationDroppedCount", "0", "notBreaching"));
    }

    @Test
    void anAlarmLooksAtItsOwnInstallation() {
        assertThat(dimension("ActivityUnread")).isEqualTo("StreamName={\"Ref\":\"ActivityStream\"}");
        assertThat(dimension("VectorsBusy")).isEqualTo("DBInstanceIdentifier={\"Ref\":\"VectorDatabase\"}");
        assertThat(dimension("SchedulesFailed")).isEqualTo("ScheduleGroup=\"recoflow-test\"");
        assertThat(alarm("LatencyP99MillisHigh").path("Namespace").asText()).isEqualTo("Recoflow/test");
    }

    @Test
    void aNightlySnapshotIsToldAsOldWithinTheNextNight() {
        int hours = ALARMS.root().at("/Parameters/SnapshotHours/Default").asInt();
        JsonNode alarm = alarm("SnapshotOld");

        assertThat(hours
                        + alarm.path("EvaluationPeriods").asInt()
                                * alarm.path("Period").asInt()
                                / 3600)
                .isLessThan(48);
        assertThat(ALARMS.properties("AWS::Scheduler::Schedule", "SnapshotAgeSchedule")
                        .path("ScheduleExpression")
                        .asText())
                .isEqualTo("rate(1 hour)");
    }

    @Test
    void theDashboardShowsEveryMetricThatIsWatched() {
        String body = ALARMS.properties("AWS::CloudWatch::Dashboard", "Dashboard")
                .path("DashboardBody")
                .toString();

        assertThat(ALL.values()).allSatisfy(alarm -> assertThat(body)
                .contains(alarm.at("/Properties/MetricName").asText()));
    }

    private static String dimension(String name) {
        JsonNode dimension = alarm(name).at("/Dimensions/0");
        return dimension.path("Name").asText() + "=" + dimension.path("Value");
    }

    private static JsonNode alarm(String name) {
        return ALARMS.properties("AWS::CloudWatch::Alarm", name);
    }
}
