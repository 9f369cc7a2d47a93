package io.recoflow.aws.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A stack's template, as it was synthesized.
 *
 * @param stack the stack's name
 * @param file where it is
 * @param root all of it
 */
public record StackTemplate(String stack, Path file, JsonNode root) {

    private static final String SUFFIX = ".template.json";
    private static final List<String> NAMES = List.of(
            "AlarmName",
            "AliasName",
            "BucketName",
            "DBInstanceIdentifier",
            "DashboardName",
            "LogGroupName",
            "ManagedPolicyName",
            "Name",
            "RoleName",
            "TopicName");
    private static final JsonMapper JSON = new JsonMapper();

    /** All that an app synthesized into a folder, by the names of their stacks. */
    public static List<StackTemplate> in(Path assembly) {
        try (Stream<Path> files = Files.list(assembly)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .map(StackTemplate::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The resources by their logical names. */
    public Map<String, JsonNode> resources() {
        Map<String, JsonNode> resources = new LinkedHashMap<>();
        root.path("Resources").properties().forEach(each -> resources.put(each.getKey(), each.getValue()));
        return resources;
    }

    /** The resources of a type, by their logical names. */
    public Map<String, JsonNode> resources(String type) {
        Map<String, JsonNode> resources = resources();
        resources.values().removeIf(resource -> !resource.path("Type").asText().equals(type));
        return resources;
    }

    /** The properties of the resource of a type whose logical name begins so; the CDK puts a hash behind some. */
    public JsonNode properties(String type, String name) {
        List<String> found = resources(type).keySet().stream()
                .filter(each -> each.startsWith(name))
                .toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(
                    stack + " has " + found.size() + " resources of " + type + " that begin with " + name);
        }
        return root.path("Resources").path(found.get(0)).path("Properties");
    }

    /** The names that it gives to what it makes: two stacks cannot have one in common. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(Set.of(stack));
        resources().values().stream()
                // A table's name is its database's.
                .filter(resource -> !resource.path("Type").asText().equals("AWS::Glue::Table"))
                .map(resource -> resource.path("Properties"))
                .forEach(properties -> {
                    addNames(properties, names);
                    addNames(properties.path("DatabaseInput"), names);
                    addNames(properties.path("ConnectionInput"), names);
                });
        return names;
    }

    private static void addNames(JsonNode properties, Set<String> names) {
        NAMES.stream().map(properties::path).filter(JsonNode::isTextual).forEach(name -> names.add(name.asText()));
    }

    private static StackTemplate read(Path file) {
        try {
            String name = String.valueOf(file.getFileName());
            return new StackTemplate(
                    name.substring(0, name.length() - SUFFIX.length()), file, JSON.readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return stack;
    }
}
