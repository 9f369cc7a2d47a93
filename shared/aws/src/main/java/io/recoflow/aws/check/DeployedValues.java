package io.recoflow.aws.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Turns a template's values into what a deployment makes of them, with made-up texts for what only AWS knows.
 *
 * @param template of the values
 * @param given values of parameters, by their names
 */
public record DeployedValues(StackTemplate template, Map<String, String> given) {

    public static final String REGION = "eu-west-1";
    public static final String RELEASE = "2026-11-21";

    private static final Map<String, String> PSEUDO = Map.of(
            "AWS::Region", REGION,
            "AWS::AccountId", "111122223333",
            "AWS::Partition", "aws",
            "AWS::URLSuffix", "amazonaws.com");

    /** What the foundation would tell. */
    public static final Map<String, String> FOUNDATION = Map.of(
            "Release", RELEASE,
            "SourceUrl", "jdbc:mysql://replica.example.com:3306/classicmodels",
            "SourceSecretArn", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:source-AbCdEf",
            "VectorDatabaseUrl", "jdbc:postgresql://vectors.example.com:5432/recoflow",
            "VectorSecretArn", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:vector-AbCdEf",
            "DataKeyArn", "arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555");

    /** A text; what is made becomes its logical name in small letters. */
    public String text(JsonNode value) {
        if (value.isValueNode()) {
            return value.asText();
        }
        if (value.has("Ref")) {
            return reference(value.path("Ref").asText());
        }
        if (value.has("Fn::GetAtt")) {
            List<String> parts = texts(value.path("Fn::GetAtt"));
            String made = small(parts.get(0));
            return parts.get(1).endsWith("Arn") ? "arn:aws:service:" + REGION + ":111122223333:" + made : made;
        }
        if (value.has("Fn::Join")) {
            JsonNode parts = value.path("Fn::Join");
            return String.join(parts.path(0).asText(), texts(parts.path(1)));
        }
        if (value.has("Fn::Select")) {
            JsonNode list = value.path("Fn::Select");
            return text(list.path(1)) + "-" + list.path(0).asText();
        }
        throw new IllegalArgumentException("A value of " + template + " is not understood: " + value);
    }

    /** The texts of a list. */
    public List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(text(each)));
        return texts;
    }

    private String reference(String name) {
        if (given.containsKey(name)) {
            return given.getOrDefault(name, "");
        }
        JsonNode parameter = template.root().path("Parameters").path(name);
        boolean told = parameter.path("Type").asText().startsWith("AWS::SSM::");
        return parameter.has("Default") && !told
                ? parameter.path("Default").asText()
                : PSEUDO.getOrDefault(name, small(name));
    }

    private static String small(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
