package io.recoflow.emr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recoflow.aws.job.BuiltJobs;
import io.recoflow.runtime.declaration.DeclaredJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests and steps come from the jobs' declarations; {@code -Ddocumentation.update=true} writes them. */
final class DeclaredRequestsTest {

    private static final boolean UPDATE = Boolean.getBoolean("documentation.update");

    @Test
    void theRequestsAreWhatTheJobsDeclare() throws IOException {
        Map<String, JsonNode> declared = new LinkedHashMap<>();
        for (DeclaredJob job : BuiltJobs.in(EmrStack.HOME)) {
            declared.putAll(DeclaredRequests.requests(job));
        }
        check("jobs", declared);
    }

    @Test
    void theStepsAreWhatTheJobsDeclare() throws IOException {
        Map<String, JsonNode> declared = new LinkedHashMap<>();
        for (DeclaredJob job : BuiltJobs.in(EmrStack.HOME)) {
            declared.putAll(DeclaredRequests.steps(job));
        }
        check("steps", declared);
    }

    private static void check(String folder, Map<String, JsonNode> declared) throws IOException {
        for (Map.Entry<String, JsonNode> each : declared.entrySet()) {
            Path file = EmrStack.FOLDER.resolve(folder).resolve(each.getKey() + ".json");
            if (UPDATE) {
                Files.writeString(file, text(each.getValue()));
            }
            assertThat(file).hasContent(text(each.getValue()));
        }
        assertThat(EmrStack.names(folder)).containsExactlyInAnyOrderElementsOf(declared.keySet());
    }

    private static String text(JsonNode json) throws JsonProcessingException {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter);
        return new ObjectMapper().writer(printer).writeValueAsString(json) + "\n";
    }
}
