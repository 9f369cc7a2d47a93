package io.recoflow.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * One CloudFormation template. Short forms of functions are read as their long forms: {@code !Ref A} is
 * {@code {"Ref": "A"}}, {@code !GetAtt A.B.C} is {@code {"Fn::GetAtt": ["A", "B.C"]}}.
 *
 * @param name the file's name without {@code .yaml}
 * @param root the whole template, an object
 */
public record Template(String name, JsonNode root) {
    private static final String SUFFIX = ".yaml";

    /** @throws IllegalArgumentException when the root is no object */
    public Template {
        if (!root.isObject()) {
            throw new IllegalArgumentException(name + " is no template: its root is not a mapping. Start it with keys");
        }
    }

    /**
     * Reads a template. Duplicate keys, empty values, unknown functions and texts that YAML takes for something else
     * are refused.
     *
     * @param file its name ends in {@code .yaml}
     * @throws UncheckedIOException when the file cannot be read
     * @throws IllegalArgumentException with file and line, when it is no template
     */
    public static Template read(Path file) {
        String fileName = String.valueOf(file.getFileName());
        if (!fileName.endsWith(SUFFIX)) {
            throw new IllegalArgumentException(file + " is no template: its name does not end in " + SUFFIX);
        }
        try {
            String text = Files.readString(file);
            return parse(fileName.substring(0, fileName.length() - SUFFIX.length()), text);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read template " + file, e);
        }
    }

    /** @throws IllegalArgumentException with name and line, when the text is no template */
    static Template parse(String name, String yaml) {
        return new Template(name, new TemplateReader(name + SUFFIX).read(yaml));
    }

    /** The name under which it is deployed. */
    public String stackName() {
        return "recoflow-" + name;
    }

    /** Resources by logical id, in the template's order. */
    public Map<String, JsonNode> resources() {
        return section("Resources");
    }

    /**
     * Resources of one type by logical id, in the template's order.
     *
     * @param type for example {@code AWS::Kinesis::Stream}
     */
    public Map<String, JsonNode> resourcesOfType(String type) {
        Map<String, JsonNode> chosen = new LinkedHashMap<>(resources());
        chosen.values().removeIf(resource -> !resource.path("Type").asText().equals(type));
        return Collections.unmodifiableMap(chosen);
    }

    /** Names that the outputs export, with the stack's name and parameters' defaults filled in. */
    public Set<String> exports() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(exportsByOutput().values()));
    }

    /** Names that {@code Fn::ImportValue} asks for, with the stack's name and parameters' defaults filled in. */
    public Set<String> imports() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(importsByPath().values()));
    }

    /** Exported names by the output's logical id. */
    Map<String, String> exportsByOutput() {
        Map<String, String> names = new LinkedHashMap<>();
        section("Outputs").forEach((id, output) -> {
            JsonNode export = output.path("Export").path("Name");
            if (!export.isMissingNode()) {
                names.put(id, new CrossStackName(this).of(export));
            }
        });
        return names;
    }

    /** Imported names by the path of the {@code Fn::ImportValue}. */
    Map<String, String> importsByPath() {
        Map<String, String> names = new LinkedHashMap<>();
        NodeWalk.visit("", root, (path, node) -> FunctionCall.of(node)
                .filter(call -> call.name().equals("Fn::ImportValue"))
                .ifPresent(call -> names.put(path, new CrossStackName(this).of(call.argument()))));
        return names;
    }

    /** The entries of a section, in order; none where the section is missing or no mapping. */
    Map<String, JsonNode> section(String section) {
        Map<String, JsonNode> entries = new LinkedHashMap<>();
        root.path(section).properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        return Collections.unmodifiableMap(entries);
    }
}
