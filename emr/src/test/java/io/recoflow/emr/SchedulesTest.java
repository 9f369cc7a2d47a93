package io.recoflow.emr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SchedulesTest {

    private static final String TOKEN = "ClientToken";

    /** The two texts have the same placeholders, so that they can be compared before they are filled in. */
    @ParameterizedTest
    @CsvSource({"NightlySnapshot, training-etl", "WeeklyModel, train-model", "WeeklyEmbeddings, load-embeddings"})
    void aScheduleSendsTheRequestOfItsJob(String schedule, String job) {
        ObjectNode input = input(schedule);

        assertThat(input.remove(TOKEN).asText()).isEqualTo("<aws.scheduler.execution-id>");
        assertThat(withMembersOfTheApi(input)).isEqualTo(EmrStack.json(EmrStack.text("jobs", job)));
    }

    @ParameterizedTest
    @CsvSource({"NightlySnapshot", "WeeklyModel", "WeeklyEmbeddings"})
    void everyPlaceholderHasItsValueInTheTemplate(String schedule) {
        JsonNode substitution =
                properties(schedule).path("Target").path("Input").path("Fn::Sub");
        Set<String> given = new TreeSet<>();
        substitution.path(1).fieldNames().forEachRemaining(given::add);

        assertThat(StackOutputs.placeholders(substitution.path(0).asText())).isEqualTo(given);
        substitution.path(1).properties().forEach(value -> assertThat(source(value.getValue()))
                .as(value.getKey())
                .isEqualTo(expectedSource(value.getKey())));
    }

    @Test
    void aModelIsTrainedAfterTheNightsSnapshotAndLoadedAfterThat() {
        assertThat(expression("NightlySnapshot")).isEqualTo("cron(0 2 * * ? *)");
        assertThat(expression("WeeklyModel")).isEqualTo("cron(0 4 ? * SUN *)");
        assertThat(expression("WeeklyEmbeddings")).isEqualTo("cron(0 7 ? * SUN *)");
    }

    @Test
    void nothingElseIsScheduled() {
        assertThat(EmrStack.TEMPLATE.resourcesOfType("AWS::Scheduler::Schedule").keySet())
                .containsExactly("NightlySnapshot", "WeeklyModel", "WeeklyEmbeddings");
    }

    private static String expression(String schedule) {
        String parameter =
                properties(schedule).path("ScheduleExpression").path("Ref").asText();
        return EmrStack.TEMPLATE
                .root()
                .path("Parameters")
                .path(parameter)
                .path("Default")
                .asText();
    }

    /** What a value is taken from: an export, a resource, a parameter. */
    private static String source(JsonNode value) {
        if (value.has("Fn::ImportValue")) {
            return value.path("Fn::ImportValue").path("Fn::Sub").asText();
        }
        return value.has("Fn::GetAtt")
                ? String.join(".", JobRequest.texts(value.path("Fn::GetAtt")))
                : value.path("Ref").asText();
    }

    /** Where the output of that name is taken from. */
    private static String expectedSource(String name) {
        JsonNode output = EmrStack.TEMPLATE.root().path("Outputs").path(name);
        return output.isMissingNode() ? "${FoundationStack}-" + name : source(output.path("Value"));
    }

    /** EventBridge Scheduler begins members with a capital letter, the API with a small one; keys of maps stay. */
    private static JsonNode withMembersOfTheApi(JsonNode value) {
        if (value.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            value.forEach(each -> list.add(withMembersOfTheApi(each)));
            return list;
        }
        if (!value.isObject()) {
            return value;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        value.properties()
                .forEach(member -> object.set(apiName(member.getKey()), withMembersOfTheApi(member.getValue())));
        return object;
    }

    private static String apiName(String name) {
        return name.equals(name.toUpperCase(Locale.ROOT))
                ? name
                : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private static ObjectNode input(String schedule) {
        return (ObjectNode) EmrStack.json(properties(schedule)
                .path("Target")
                .path("Input")
                .path("Fn::Sub")
                .path(0)
                .asText());
    }

    private static JsonNode properties(String logicalId) {
        return Objects.requireNonNull(EmrStack.TEMPLATE.resources().get(logicalId))
                .path("Properties");
    }
}
