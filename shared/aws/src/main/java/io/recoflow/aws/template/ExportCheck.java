package io.recoflow.aws.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one stack imports another exports, and no two outputs export the same name. */
final class ExportCheck {
    List<TemplateProblem> check(List<Template> templates) {
        List<TemplateProblem> problems = new ArrayList<>();
        Map<String, String> exporters = new HashMap<>();
        for (Template template : templates) {
            template.exportsByOutput().forEach((output, name) -> {
                String before = exporters.putIfAbsent(name, template.name());
                if (before != null) {
                    problems.add(new TemplateProblem(
                            template.name(),
                            "Outputs." + output + ".Export.Name",
                            "'" + name + "' is exported already, by " + before + ". Choose another name"));
                }
            });
        }
        for (Template template : templates) {
            template.importsByPath().forEach((path, name) -> {
                String exporter = exporters.get(name);
                if (exporter == null || exporter.equals(template.name())) {
                    problems.add(new TemplateProblem(
                            template.name(),
                            path,
                            "'" + name + "' is exported by no other template. Export it or correct the name"));
                }
            });
        }
        return problems;
    }
}
