package io.recoflow.aws.stack;

import static com.dashjoin.jsonata.Jsonata.jsonata;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recoflow.aws.check.DeployedValues;
import io.recoflow.aws.policy.GrantedActions;
import io.recoflow.lake.snapshot.SnapshotManifest;
import io.recoflow.runtime.report.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The state machine's expressions on the pointer as training-etl writes it. */
final class SnapshotAgeTest {

    private static final JsonNode STATES = SharedTemplates.ALARMS
            .properties("AWS::StepFunctions::StateMachine", "SnapshotAge")
            .at("/Definition/States");
    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @ValueSource(longs = {0, 30, 193 * 60})
    void itsAgeIsInHours(long minutes) {
        Instant published = Instant.now().minus(Duration.ofMinutes(minutes)).truncatedTo(ChronoUnit.MILLIS);

        Object read = evaluate("/ReadPointer/Output/publishedAt", Map.of("result", Map.of("Body", pointer(published))));
        Object age = evaluate(
                "/PublishAge/Arguments/MetricData/0/Value", Map.of("input", Map.of("publishedAt", (Object) read)));

        assertThat(((Number) age).doubleValue()).isCloseTo(minutes / 60.0, within(0.01));
    }

    @Test
    void itIsPublishedWhereItsAlarmLooks() {
        JsonNode metric = STATES.at("/PublishAge/Arguments");
        JsonNode alarm = SharedTemplates.ALARMS.properties("AWS::CloudWatch::Alarm", "SnapshotOld");

        assertThat(metric.path("Namespace")).isEqualTo(alarm.path("Namespace"));
        assertThat(metric.at("/MetricData/0/MetricName")).isEqualTo(alarm.path("MetricName"));
    }

    @Test
    void itsRoleMayReadThePointerAndNothingElse() {
        DeployedValues values = new DeployedValues(SharedTemplates.ALARMS, DeployedValues.FOUNDATION);
        String role = SharedTemplates.ALARMS.resources("AWS::IAM::Role").keySet().stream()
                .filter(name -> name.startsWith("SnapshotAgeRole"))
                .findFirst()
                .orElseThrow();

        assertThat(GrantedActions.of(SharedTemplates.ALARMS, role))
                .containsExactly("cloudwatch:PutMetricData", "kms:Decrypt", "s3:GetObject");
        assertThat(GrantedActions.statements(SharedTemplates.ALARMS, role).stream()
                        .filter(statement -> statement.path("Action").asText().equals("s3:GetObject"))
                        .map(statement -> values.text(statement.path("Resource"))))
                .containsExactly("arn:aws:s3:::lakebucket/"
                        + STATES.at("/ReadPointer/Arguments/Key").asText());
    }

    private static String pointer(Instant published) {
        return Json.write(new SnapshotManifest(
                SnapshotManifest.FORMAT_VERSION,
                "snapshot=20261120T080000Z",
                published,
                1,
                1,
                1,
                List.of("customerNumber"),
                "city STRING"));
    }

    /** As Step Functions does: the text between the marks is the expression, and {@code $parse} reads JSON. */
    private static Object evaluate(String path, Map<String, ?> states) {
        String text = STATES.at(path).asText();
        assertThat(text).startsWith("{%").endsWith("%}");
        Jsonata expression = jsonata(text.substring(2, text.length() - 2));
        expression.assign("states", states);
        expression.registerFunction("parse", (Jsonata.Fn1<String, Object>) SnapshotAgeTest::parsed);
        return Objects.requireNonNull(expression.evaluate(null), text);
    }

    private static Object parsed(String json) {
        try {
            return JSON.readValue(json, Map.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
