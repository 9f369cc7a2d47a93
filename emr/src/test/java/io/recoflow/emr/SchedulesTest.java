package io.recoflow.emr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoflow.aws.check.DeployedValues;
import io.recoflow.aws.stack.JobSchedules;
import io.recoflow.runtime.declaration.DeclaredJob;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SchedulesTest {

    static List<DeclaredJob> scheduled() {
        return EmrStacks.JOBS.stream()
                .filter(job -> JobSchedules.of(job).isPresent())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("scheduled")
    void aScheduleSendsTheRequestOfItsJobWhenTheJobDeclares(DeclaredJob job) {
        JsonNode schedule = EmrStacks.SERVERLESS.properties(
                "AWS::Scheduler::Schedule", job.getClass().getSimpleName() + "Schedule");
        ObjectNode input = (ObjectNode) EmrStacks.json(
                new DeployedValues(EmrStacks.SERVERLESS, EmrStacks.given()).text(schedule.at("/Target/Input")));

        assertThat(input.remove("ClientToken").asText()).isEqualTo("<aws.scheduler.execution-id>");
        assertThat(withMembersOfTheApi(input))
                .isEqualTo(EmrStacks.request(job.name()).json());
        assertThat(schedule.path("ScheduleExpression").asText())
                .isEqualTo("cron(" + JobSchedules.of(job).orElseThrow().cron() + ")");
        assertThat(schedule.path("GroupName").asText()).isEqualTo("recoflow-test");
    }

    @Test
    void nothingElseIsScheduled() {
        assertThat(EmrStacks.SERVERLESS.resources("AWS::Scheduler::Schedule"))
                .hasSameSizeAs(scheduled())
                .isNotEmpty();
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
}
