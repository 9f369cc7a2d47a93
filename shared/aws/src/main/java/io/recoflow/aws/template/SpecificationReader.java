package io.recoflow.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recoflow.aws.template.ValueType.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the database of {@code @aws-cdk/aws-service-spec}: below {@code schema}, collections whose {@code entities}
 * refer to each other by {@code $id}. The shapes are those of {@code Resource}, {@code TypeDefinition} and
 * {@code PropertyType} in {@code @aws-cdk/service-spec-types}.
 */
final class SpecificationReader {
    /** The id of tags, which the database does not define. */
    private static final String TAG = "tag";

    private static final ValueType TEXT = new ValueType.Scalar(Kind.TEXT, List.of());
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SpecificationReader() {}

    /** @throws IllegalArgumentException when it says what is not known here */
    static ResourceSpecification read(InputStream json) throws IOException {
        JsonNode schema = MAPPER.readTree(json).path("schema");
        Map<String, Definition> resources = new HashMap<>();
        for (JsonNode resource : schema.path("resource").path("entities")) {
            String type = resource.path("cloudFormationType").asText();
            resources.put(type, definition(type, resource));
        }
        if (resources.isEmpty()) {
            throw new IllegalArgumentException("The resource specification has no resource types."
                    + " Install the version that package-lock.json names");
        }
        Map<String, Definition> nested = new HashMap<>();
        nested.put(TAG, new Definition("Tag", Map.of("Key", TEXT, "Value", TEXT), Set.of("Key", "Value"), Set.of()));
        for (JsonNode type : schema.path("typeDefinition").path("entities")) {
            nested.put(type.path("$id").asText(), definition(type.path("name").asText(), type));
        }
        return new ResourceSpecification(resources, nested);
    }

    private static Definition definition(String name, JsonNode entity) {
        Map<String, ValueType> properties = new LinkedHashMap<>();
        Set<String> required = new HashSet<>();
        entity.path("properties").properties().forEach(entry -> {
            properties.put(entry.getKey(), type(entry.getValue().path("type")));
            if (entry.getValue().path("required").asBoolean()) {
                required.add(entry.getKey());
            }
        });
        Set<String> attributes = new HashSet<>();
        entity.path("attributes").fieldNames().forEachRemaining(attributes::add);
        return new Definition(name, properties, required, attributes);
    }

    private static ValueType type(JsonNode type) {
        String name = type.path("type").asText();
        return switch (name) {
            case "string" -> scalar(Kind.TEXT, type);
            case "date-time" -> TEXT;
            case "number" -> scalar(Kind.NUMBER, type);
            case "integer" -> scalar(Kind.INTEGER, type);
            case "boolean" -> scalar(Kind.BOOLEAN, type);
            case "json" -> scalar(Kind.JSON, type);
            case "tag" -> new ValueType.Nested(TAG);
            case "ref" ->
                new ValueType.Nested(type.path("reference").path("$ref").asText());
            case "array" -> new ValueType.ListOf(type(type.path("element")));
            case "map" -> new ValueType.MapOf(type(type.path("element")));
            case "union" -> union(type.path("types"));
            default ->
                throw new IllegalArgumentException("The resource specification has values of type '" + name
                        + "', which are not known here." + " Install the version that package-lock.json names");
        };
    }

    private static ValueType scalar(Kind kind, JsonNode type) {
        List<String> allowed = new ArrayList<>();
        type.path("allowedValues").forEach(value -> allowed.add(value.asText()));
        return new ValueType.Scalar(kind, List.copyOf(allowed));
    }

    private static ValueType union(JsonNode types) {
        List<ValueType> alternatives = new ArrayList<>();
        types.forEach(type -> alternatives.add(type(type)));
        return new ValueType.AnyOf(List.copyOf(alternatives));
    }
}
