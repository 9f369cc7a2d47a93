package io.recoflow.glue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class SchedulesTest {

    @Test
    void aWeeklySnapshotIsTrainedOnAndItsModelIsLoaded() {
        JsonNode snapshot = trigger("WeeklySnapshotTrigger");
        JsonNode model = trigger("TrainModelTrigger");
        JsonNode embeddings = trigger("LoadEmbeddingsTrigger");

        assertThat(text(snapshot, "Type")).isEqualTo("SCHEDULED");
        assertThat(text(snapshot, "Schedule")).isEqualTo("cron(0 2 ? * SUN *)");
        assertThat(started(snapshot)).isEqualTo("TrainingEtl");
        assertThat(awaited(model)).isEqualTo(started(snapshot));
        assertThat(started(model)).isEqualTo("TrainModel");
        assertThat(awaited(embeddings)).isEqualTo(started(model));
        assertThat(started(embeddings)).isEqualTo("LoadEmbeddings");
        assertThat(List.of(snapshot, model, embeddings))
                .allSatisfy(trigger -> assertThat(text(trigger, "WorkflowName")).isEqualTo("WeeklyWorkflow"));
    }

    @Test
    void aNightlySnapshotTrainsNothing() {
        JsonNode nightly = trigger("NightlyPopularityTrigger");

        assertThat(text(nightly, "Schedule")).isEqualTo("cron(0 2 ? * MON-SAT *)");
        assertThat(started(nightly)).isEqualTo("TrainingEtl");
        assertThat(nightly.has("WorkflowName")).isFalse();
    }

    @Test
    void everyTriggerIsOnFromTheStart() {
        assertThat(GlueStack.TEMPLATE.resourcesOfType("AWS::Glue::Trigger").values())
                .hasSize(4)
                .allSatisfy(trigger -> assertThat(trigger.path("Properties")
                                .path("StartOnCreation")
                                .asBoolean())
                        .isTrue());
    }

    @Test
    void theSnapshotOfTheModelOutlivesTheNightsUntilTheNext() {
        assertThat(Integer.parseInt(GlueStack.jobs().get(0).argument("--keep-snapshots")))
                .isGreaterThanOrEqualTo(8);
    }

    private static JsonNode trigger(String logicalId) {
        return Objects.requireNonNull(
                        GlueStack.TEMPLATE.resourcesOfType("AWS::Glue::Trigger").get(logicalId))
                .path("Properties");
    }

    private static String text(JsonNode trigger, String property) {
        return GlueStack.VALUES.text(trigger.path(property));
    }

    private static String started(JsonNode trigger) {
        assertThat(trigger.path("Actions")).hasSize(1);
        return GlueStack.VALUES.text(trigger.path("Actions").path(0).path("JobName"));
    }

    private static String awaited(JsonNode trigger) {
        JsonNode conditions = trigger.path("Predicate").path("Conditions");
        assertThat(text(trigger, "Type")).isEqualTo("CONDITIONAL");
        assertThat(conditions).hasSize(1);
        assertThat(conditions.path(0).path("State").asText()).isEqualTo("SUCCEEDED");
        return GlueStack.VALUES.text(conditions.path(0).path("JobName"));
    }
}
