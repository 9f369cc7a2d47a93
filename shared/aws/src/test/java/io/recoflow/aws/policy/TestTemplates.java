package io.recoflow.aws.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recoflow.aws.template.Template;

/** Small templates, in JSON: what a file becomes when it is read. */
final class TestTemplates {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private TestTemplates() {}

    /** A template of these resources; single quotes stand for double ones. */
    static Template of(String resources) {
        try {
            return new Template("test", MAPPER.readTree("{\"Resources\":{" + resources.replace('\'', '"') + "}}"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(resources, e);
        }
    }

    /** A role with one statement. */
    static Template role(String statement) {
        return of("""
                'JobRole': {'Type': 'AWS::IAM::Role', 'Properties': {'Policies': [
                  {'PolicyName': 'job', 'PolicyDocument': {'Version': '2012-10-17', 'Statement': [%s]}}]}}
                """.formatted(statement));
    }
}
