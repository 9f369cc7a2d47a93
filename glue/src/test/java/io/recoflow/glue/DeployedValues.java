package io.recoflow.glue;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.aws.template.Template;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns a template's values into the texts that Glue would get, with made-up ones for what only a deployment knows. */
final class DeployedValues {

    static final String REGION = "eu-west-1";
    static final String RELEASE = "2026-11-21";

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");
    private static final Map<String, String> KNOWN = Map.of(
            "AWS::Region", REGION,
            "AWS::AccountId", "111122223333",
            "AWS::Partition", "aws",
            "AWS::StackName", "recoflow-glue",
            "Release", RELEASE);
    private static final Map<String, String> EXPORTS = Map.of(
            "recoflow-foundation-SourceUrl", "jdbc:mysql://replica.example.com:3306/classicmodels",
            "recoflow-foundation-SourceSecretArn", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:source",
            "recoflow-foundation-VectorDatabaseUrl", "jdbc:postgresql://vectors.example.com:5432/recoflow",
            "recoflow-foundation-VectorSecretArn", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:vector");

    private final Template template;

    DeployedValues(Template template) {
        this.template = template;
    }

    /** A resource that is referred to becomes its logical id. */
    String text(JsonNode value) {
        if (value.isValueNode()) {
            return value.asText();
        }
        if (value.has("Ref")) {
            return variable(value.path("Ref").asText());
        }
        if (value.has("Fn::ImportValue")) {
            return export(text(value.path("Fn::ImportValue")));
        }
        if (value.has("Fn::Sub")) {
            return substituted(value.path("Fn::Sub"));
        }
        throw new IllegalArgumentException("A value of " + template.name() + " is not understood: " + value);
    }

    private String substituted(JsonNode argument) {
        JsonNode own = argument.path(1);
        String text = argument.isArray() ? argument.path(0).asText() : argument.asText();
        return VARIABLE.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        own.has(match.group(1)) ? text(own.path(match.group(1))) : variable(match.group(1))));
    }

    private String variable(String name) {
        JsonNode defaultValue = template.root().path("Parameters").path(name).path("Default");
        return defaultValue.isValueNode() ? defaultValue.asText() : KNOWN.getOrDefault(name, name);
    }

    private static String export(String name) {
        return EXPORTS.getOrDefault(
                name, name.substring(name.lastIndexOf('-') + 1).toLowerCase(Locale.ROOT));
    }
}
