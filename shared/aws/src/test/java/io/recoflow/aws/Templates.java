package io.recoflow.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.aws.template.Template;
import io.recoflow.local.ProjectHome;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The templates of this module, each read once. */
final class Templates {

    static final Path MODULE = ProjectHome.directory().resolve("shared/aws");
    static final Template FOUNDATION = read("foundation");
    static final Template CATALOG = read("catalog");
    static final Template ALARMS = read("alarms");
    static final List<Template> ALL = List.of(FOUNDATION, CATALOG, ALARMS);

    private Templates() {}

    /** The values of a list, in order. */
    static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    /** The texts of a list, or the one text that stands in its place. */
    static List<String> texts(JsonNode list) {
        return list.isTextual()
                ? List.of(list.asText())
                : each(list).map(JsonNode::asText).toList();
    }

    private static Template read(String name) {
        return Template.read(MODULE.resolve(name + ".yaml"));
    }
}
