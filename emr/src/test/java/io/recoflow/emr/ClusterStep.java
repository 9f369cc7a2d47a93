package io.recoflow.emr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoflow.runtime.declaration.DeclaredJob;
import java.util.List;

/**
 * A step of EMR on EC2.
 *
 * @param name of the job, and of a variant
 * @param json the list that the AWS CLI takes as {@code --steps}
 */
record ClusterStep(String name, JsonNode json) {

    DeclaredJob job() {
        return EmrStacks.job(name);
    }

    List<String> words() {
        return JobRequest.texts(json.path(0).path("Args"));
    }

    /** Without {@code spark-submit} itself. */
    SparkArguments spark() {
        return SparkArguments.parse(words().subList(1, words().size()));
    }

    String jar() {
        return spark().rest().get(0);
    }

    List<String> jobArguments() {
        List<String> rest = spark().rest();
        return rest.subList(1, rest.size());
    }

    /**
     * The request of AddJobFlowSteps that the AWS CLI makes of it (AWS CLI, {@code awscli/customizations/emr},
     * {@code steputils.py}): all but name, failure and type belongs to the jar.
     */
    JsonNode request(String cluster) {
        ArrayNode steps = JsonNodeFactory.instance.arrayNode();
        for (JsonNode step : json) {
            ObjectNode jar = step.<ObjectNode>deepCopy();
            ObjectNode config = steps.addObject();
            for (String member : List.of("Name", "ActionOnFailure")) {
                if (jar.has(member)) {
                    config.set(member, jar.remove(member));
                }
            }
            jar.remove("Type");
            config.set("HadoopJarStep", jar);
        }
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("JobFlowId", cluster);
        request.set("Steps", steps);
        return request;
    }

    @Override
    public String toString() {
        return name;
    }
}
