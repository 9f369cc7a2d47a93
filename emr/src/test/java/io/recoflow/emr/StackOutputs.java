package io.recoflow.emr;

import io.recoflow.aws.template.Template;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the stacks would put out, made up where only a deployment knows it. */
final class StackOutputs {

    static final String REGION = "eu-west-1";
    static final String RELEASE = "2026-11-21";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");
    private static final Map<String, String> KNOWN = Map.of(
            "SourceUrl", "jdbc:mysql://replica.example.com:3306/classicmodels?tinyInt1isBit=false&useSSL=true",
            "VectorDatabaseUrl", "jdbc:postgresql://vectors.example.com:5432/recoflow",
            "Region", REGION,
            "Release", RELEASE,
            "ApplicationId", "00f1abcdefghij0k",
            "LogGroup", "/recoflow/emr");

    private StackOutputs() {}

    /** The values of the template's exports, by the name without the stack's. */
    static Map<String, String> of(Template template) {
        String prefix = template.stackName() + "-";
        return new TreeMap<>(template.exports().stream()
                .map(export -> export.substring(prefix.length()))
                .collect(Collectors.toMap(name -> name, StackOutputs::value)));
    }

    /** As the AWS CLI prints name and value of the exports of a template. */
    static String printed(Template template) {
        return of(template).entrySet().stream()
                .map(output -> template.stackName() + "-" + output.getKey() + "\t" + output.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /**
     * The text with a value in each place of a {@code ${name}}.
     *
     * @throws IllegalArgumentException where no stack has such an output
     */
    static String fillIn(String text) {
        Map<String, String> values = all();
        return PLACEHOLDER.matcher(text).replaceAll(match -> {
            String value = values.get(match.group(1));
            if (value == null) {
                throw new IllegalArgumentException("No stack has an output " + match.group(1));
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /** The names that stand in a text as {@code ${name}}. */
    static Set<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, String> all() {
        Map<String, String> values = of(EmrStack.FOUNDATION);
        values.putAll(of(EmrStack.TEMPLATE));
        return values;
    }

    private static String value(String name) {
        String known = KNOWN.get(name);
        if (known != null) {
            return known;
        }
        String small = name.toLowerCase(Locale.ROOT);
        return name.endsWith("Arn") ? "arn:aws:service:" + REGION + ":111122223333:" + small : small;
    }
}
