package io.recoflow.aws.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Commands of the AWS CLI, held against the models of the services that the AWS SDK has: the CLI makes its commands and
 * options of the same.
 */
public final class CommandModels {

    private static final String PACKAGE = "software.amazon.awssdk.services.";

    /** The SDK's packages, where they are not the command's name without hyphens. */
    private static final Map<String, String> PACKAGES = Map.of("logs", "cloudwatchlogs");

    /** Commands that the CLI has besides the services' operations, with their options that take a value or none. */
    private static final Map<String, Set<String>> OWN = Map.of(
            "s3 cp", Set.of("recursive"),
            "logs tail", Set.of("since", "follow", "filter-pattern", "log-stream-name-prefix"),
            "emr add-steps", Set.of("cluster-id", "steps"),
            "emr create-cluster",
                    Set.of(
                            "name",
                            "release-label",
                            "applications",
                            "service-role",
                            "ec2-attributes",
                            "instance-type",
                            "instance-count",
                            "security-configuration",
                            "auto-termination-policy",
                            "log-uri",
                            "tags"),
            "cloudformation deploy",
                    Set.of("stack-name", "template-file", "capabilities", "parameter-overrides", "s3-bucket"));

    private static final Set<String> EVERYWHERE =
            Set.of("query", "output", "region", "profile", "cli-input-json", "max-items", "no-cli-pager");

    private CommandModels() {}

    /**
     * What is wrong with a command, one line each.
     *
     * @param words the command line behind {@code aws}
     */
    public static List<String> problems(List<String> words) {
        String command = words.get(0) + " " + words.get(1);
        Set<String> known = OWN.containsKey(command) ? OWN.getOrDefault(command, Set.of()) : members(words);
        List<String> problems = new ArrayList<>();
        if (known.isEmpty()) {
            problems.add("aws " + command + ": there is no such operation, or its model is not among the dependencies");
            return problems;
        }
        words.stream()
                .skip(2)
                .filter(word -> word.matches("--[a-z0-9-]+"))
                .map(word -> word.substring(2))
                .filter(option -> !known.contains(option.replaceFirst("^no-", "")) && !EVERYWHERE.contains(option))
                .forEach(option -> problems.add("aws " + command + " has no option --" + option));
        return problems;
    }

    private static Set<String> members(List<String> words) {
        String service = PACKAGES.getOrDefault(words.get(0), words.get(0).replace("-", ""));
        String request = PACKAGE + service + ".model."
                + Stream.of(words.get(1).split("-", -1))
                        .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                        .collect(Collectors.joining())
                + "Request";
        try {
            SdkPojo builder =
                    (SdkPojo) Class.forName(request).getMethod("builder").invoke(null);
            return builder == null
                    ? Set.of()
                    : builder.sdkFields().stream()
                            .map(SdkField::memberName)
                            .map(CommandModels::option)
                            .collect(Collectors.toSet());
        } catch (ReflectiveOperationException absent) {
            return Set.of();
        }
    }

    /** As botocore names it: {@code DBInstanceIdentifier} is {@code db-instance-identifier}. */
    private static String option(String member) {
        return member.replaceAll("([A-Z]+)([A-Z][a-z])", "$1-$2")
                .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT);
    }
}
