package io.recoflow.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Turns YAML into the tree that CloudFormation sees, and refuses what it or YAML would take for something else. */
final class TemplateReader {
    /** All but those that need a macro. */
    private static final Set<String> SHORT_FORMS = Set.of(
            "Ref",
            "Condition",
            "And",
            "Base64",
            "Cidr",
            "Equals",
            "FindInMap",
            "GetAZs",
            "GetAtt",
            "If",
            "ImportValue",
            "Join",
            "Not",
            "Or",
            "Select",
            "Split",
            "Sub");

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]+)?");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String source;

    /** @param source what to call the text in messages */
    TemplateReader(String source) {
        this.source = source;
    }

    /** @throws IllegalArgumentException with source and line */
    JsonNode read(String text) {
        try {
            Node node = new Yaml().compose(new StringReader(text));
            if (node == null) {
                throw new IllegalArgumentException(source + " is empty. Write a template");
            }
            return value(node);
        } catch (MarkedYAMLException e) {
            throw new IllegalArgumentException(
                    at(e.getProblemMark().getLine(), "no YAML: " + e.getProblem() + ". Correct it"), e);
        } catch (YAMLException e) {
            throw new IllegalArgumentException(source + " is no YAML: " + e.getMessage(), e);
        }
    }

    private JsonNode value(Node node) {
        String tag = node.getTag().getValue();
        return tag.startsWith("!") ? shortForm(node, tag.substring(1)) : plain(node);
    }

    private JsonNode shortForm(Node node, String name) {
        if (!SHORT_FORMS.contains(name)) {
            throw refused(node, "!" + name + " is no function of CloudFormation. Correct its name");
        }
        String key = name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name;
        JsonNode argument = node instanceof ScalarNode scalar ? JSON.textNode(scalar.getValue()) : plain(node);
        ObjectNode call = JSON.objectNode();
        call.set(key, longForm(key, argument));
        return call;
    }

    private JsonNode plain(Node node) {
        if (node instanceof MappingNode mapping) {
            return object(mapping);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode list = JSON.arrayNode();
            sequence.getValue().forEach(item -> list.add(value(item)));
            return list;
        }
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar);
        }
        throw refused(node, "this form of YAML is not known here. Write it out");
    }

    private ObjectNode object(MappingNode mapping) {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw refused(tuple.getKeyNode(), "a key is no text. Write a name");
            }
            String name = key.getValue();
            if (object.has(name)) {
                throw refused(key, "the key " + name + " is there a second time. Keep one of them");
            }
            object.set(name, longForm(name, value(tuple.getValueNode())));
        }
        return object;
    }

    /** The one function whose argument has two forms. */
    private static JsonNode longForm(String key, JsonNode argument) {
        if (!key.equals("Fn::GetAtt") || !argument.isTextual()) {
            return argument;
        }
        ArrayNode parts = JSON.arrayNode();
        for (String part : argument.asText().split("\\.", 2)) {
            parts.add(part);
        }
        return parts;
    }

    private JsonNode scalar(ScalarNode node) {
        Tag tag = node.getTag();
        String text = node.getValue();
        if (tag.equals(Tag.NULL)) {
            throw refused(node, "a value is missing. Write one, or remove the key");
        }
        if (tag.equals(Tag.BOOL)) {
            if (!text.equals("true") && !text.equals("false")) {
                throw refused(node, text + " is read as a truth value. Write true or false, or quote it");
            }
            return JSON.booleanNode(text.equals("true"));
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return number(node, text);
        }
        return JSON.textNode(text);
    }

    private JsonNode number(ScalarNode node, String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw refused(node, text + " is read as another number. Quote it, or write it in plain decimals");
        }
        return text.contains(".") ? JSON.numberNode(new BigDecimal(text)) : JSON.numberNode(Long.parseLong(text));
    }

    private IllegalArgumentException refused(Node node, String problem) {
        return new IllegalArgumentException(at(node.getStartMark().getLine(), problem));
    }

    /** @param line counted from 0, as SnakeYAML does */
    private String at(int line, String problem) {
        return source + ", line " + (line + 1) + ": " + problem;
    }
}
