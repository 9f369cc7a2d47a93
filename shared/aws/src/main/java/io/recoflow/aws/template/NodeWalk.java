package io.recoflow.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.BiConsumer;

/** Goes through a tree, parents before children, and tells of every node where it is. */
final class NodeWalk {
    private NodeWalk() {}

    /** @param path of the node; empty for the root */
    static void visit(String path, JsonNode node, BiConsumer<String, JsonNode> visitor) {
        visitor.accept(path, node);
        if (node.isObject()) {
            node.properties().forEach(entry -> visit(child(path, entry.getKey()), entry.getValue(), visitor));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            visit(path + "[" + i + "]", node.path(i), visitor);
        }
    }

    static String child(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
