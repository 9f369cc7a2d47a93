package io.recoflow.glue;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.aws.policy.ActionsWithoutResource;
import io.recoflow.aws.policy.PolicyCheck;
import io.recoflow.aws.template.ResourceSpecification;
import io.recoflow.aws.template.Template;
import io.recoflow.aws.template.TemplateCheck;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GlueTemplateTest {

    @Test
    void cloudFormationTakesItTogetherWithTheSharedOnes() {
        List<Template> templates = new ArrayList<>(GlueStack.shared());
        templates.add(GlueStack.TEMPLATE);

        assertThat(new TemplateCheck(ResourceSpecification.load()).check(templates))
                .isEmpty();
    }

    @Test
    void itsRolesNameWhatTheyMayDo() {
        assertThat(new PolicyCheck(ActionsWithoutResource.REASONS).problems(GlueStack.TEMPLATE))
                .isEmpty();
    }

    @Test
    void everyJobOfItIsOneOfTheProject() {
        assertThat(GlueStack.TEMPLATE.resourcesOfType("AWS::Glue::Job").keySet())
                .containsExactlyElementsOf(
                        GlueStack.jobs().stream().map(GlueJob::logicalId).toList());
    }

    @Test
    void everyJobHasARoleOfItsOwn() {
        assertThat(GlueStack.jobs()).allSatisfy(job -> assertThat(
                        job.properties().path("Role").path("Fn::GetAtt").path(0).asText())
                .isEqualTo(job.logicalId() + "Role"));
    }

    @Test
    void everyJobLogsIntoGroupsThatForget() {
        List<String> groups = GlueStack.TEMPLATE.resourcesOfType("AWS::Logs::LogGroup").values().stream()
                .filter(group -> group.path("Properties").has("RetentionInDays"))
                .map(group -> group.path("Properties").path("LogGroupName").asText())
                .toList();

        assertThat(GlueStack.jobs()).allSatisfy(job -> assertThat(groups)
                .contains(
                        job.argument("--custom-logGroup-prefix") + "/output",
                        job.argument("--custom-logGroup-prefix") + "/error"));
    }
}
