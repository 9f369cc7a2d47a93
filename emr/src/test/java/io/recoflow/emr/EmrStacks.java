package io.recoflow.emr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recoflow.aws.check.DeployedValues;
import io.recoflow.aws.check.StackTemplate;
import io.recoflow.aws.check.Synthesis;
import io.recoflow.aws.job.BuiltJobs;
import io.recoflow.runtime.declaration.DeclaredJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The stacks of the stage {@code test}, and what they hold for each job. */
final class EmrStacks {

    static final Path HOME = Path.of(Objects.requireNonNull(System.getProperty("recoflow.home")));
    static final List<DeclaredJob> JOBS = BuiltJobs.in(HOME);
    static final Map<String, StackTemplate> TEMPLATES = templates("test");
    static final StackTemplate SERVERLESS = template("emr-serverless");
    static final StackTemplate EC2 = template("emr-ec2");

    private static final ObjectMapper JSON = new ObjectMapper();

    private EmrStacks() {}

    /** Of a stage, with the quota that {@code cdk.json} has. */
    static Map<String, StackTemplate> templates(String stage) {
        return Synthesis.templates(Map.of("stage", stage, EmrApp.QUOTA, "20"), app -> EmrApp.create(app, JOBS));
    }

    static StackTemplate template(String part) {
        return Objects.requireNonNull(TEMPLATES.get(part), part);
    }

    static DeclaredJob job(String name) {
        return JOBS.stream()
                .filter(job -> name.startsWith(job.name()))
                .findFirst()
                .orElseThrow();
    }

    static List<JobRequest> requests() {
        return requests(SERVERLESS);
    }

    static List<ClusterStep> steps() {
        return steps(EC2);
    }

    static JobRequest request(String name) {
        return requests().stream()
                .filter(request -> request.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static ClusterStep step(String name) {
        return steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static List<JobRequest> requests(StackTemplate template) {
        return kept(template, "/recoflow/test/emr/jobs/").entrySet().stream()
                .map(each -> new JobRequest(each.getKey(), json(each.getValue())))
                .toList();
    }

    static List<ClusterStep> steps(StackTemplate template) {
        return kept(template, "/recoflow/test/emr/steps/").entrySet().stream()
                .map(each -> new ClusterStep(each.getKey(), json(each.getValue())))
                .toList();
    }

    /** The values of the parameters of Systems Manager below a path, by the rest of their names. */
    static Map<String, String> kept(StackTemplate template, String path) {
        DeployedValues values = new DeployedValues(template, given());
        Map<String, String> kept = new TreeMap<>();
        for (JsonNode parameter : template.resources("AWS::SSM::Parameter").values()) {
            String name = parameter.at("/Properties/Name").asText();
            if (name.startsWith(path)) {
                kept.put(name.substring(path.length()), values.text(parameter.at("/Properties/Value")));
            }
        }
        return kept;
    }

    static Map<String, String> given() {
        return new HashMap<>(DeployedValues.FOUNDATION);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }
}
