package io.recoflow.aws.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recoflow.local.ProjectHome;
import io.recoflow.local.node.NodePackages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * AWS's own validator of CloudFormation templates, which needs no AWS: {@code cloudformation-validate}, from npm by the lock
 * file in {@code shared/aws/validator}.
 */
public final class TemplateValidator {

    private static final Path HOME = ProjectHome.directory().resolve("shared/aws");
    private static final Set<String> REFUSED = Set.of("WARN", "ERROR", "FATAL");

    /** One line for each warning, error and fatal error; empty where AWS would take the templates. */
    public List<String> problems(Collection<StackTemplate> templates) {
        return problems(templates.stream().map(StackTemplate::file).toList());
    }

    /** The same of files. */
    public List<String> problems(List<Path> templates) {
        Path modules = NodePackages.of(HOME.resolve("validator"), HOME.resolve("target/validator"))
                .install();
        List<String> command = new ArrayList<>(
                List.of("node", HOME.resolve("validator/validate.cjs").toString(), modules.toString()));
        templates.forEach(template -> command.add(template.toString()));
        List<String> problems = new ArrayList<>();
        for (JsonNode each : answer(command)) {
            if (REFUSED.contains(each.path("severity").asText())) {
                problems.add("%s %s %s: %s %s"
                        .formatted(
                                Path.of(each.path("template").asText()).getFileName(),
                                each.path("entity").asText(),
                                each.path("property").asText(),
                                each.path("ruleId").asText(),
                                each.path("message").asText()));
            }
        }
        return problems;
    }

    private static JsonNode answer(List<String> command) {
        try {
            Path output = Files.createTempFile("recoflow-validator", ".json");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectOutput(output.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                int status = process.waitFor();
                if (status != 0) {
                    throw new IllegalStateException("AWS's validator ended with exit code " + status
                            + ", for the reason above: " + String.join(" ", command));
                }
                return new JsonMapper().readTree(output.toFile());
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while AWS's validator ran", e);
        }
    }
}
