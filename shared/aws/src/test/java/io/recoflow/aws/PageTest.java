package io.recoflow.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.testkit.documentation.GeneratedSection;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code -Ddocumentation.update=true} writes what is generated instead of checking it. */
final class PageTest {

    private static final Path PAGE = Templates.MODULE.resolve("README.md");
    private static final Pattern COST = Pattern.compile("(?m)^\\|.*\\| (\\d+\\.\\d\\d) \\|$");
    private static final Pattern TOTAL = Pattern.compile("(?m)^\\|.*\\| \\*\\*(\\d+\\.\\d\\d)\\*\\* \\|$");

    @Test
    void theTableOfParametersIsTheTemplates() throws IOException {
        String page = Files.readString(PAGE);
        if (Boolean.getBoolean("documentation.update")) {
            page = GeneratedSection.replace(page, "parameters", parameters());
            Files.writeString(PAGE, page);
        }
        assertThat(GeneratedSection.in(page, "parameters"))
                .as("run mvn -pl shared/aws -am test -Ddocumentation.update=true")
                .isEqualTo(parameters());
    }

    @Test
    void theCostsAddUp() throws IOException {
        String page = Files.readString(PAGE);
        BigDecimal sum = COST.matcher(page)
                .results()
                .map(cost -> new BigDecimal(cost.group(1)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);

        assertThat(TOTAL.matcher(page).results().map(total -> total.group(1))).containsExactly(sum.toString());
    }

    private static String parameters() {
        return "| Parameter | Default | What it is |\n| --- | --- | --- |\n"
                + Templates.FOUNDATION.root().path("Parameters").properties().stream()
                        .map(PageTest::row)
                        .collect(Collectors.joining("\n"));
    }

    private static String row(Map.Entry<String, JsonNode> parameter) {
        JsonNode standard = parameter.getValue().path("Default");
        String shown = standard.isMissingNode()
                ? "required"
                : standard.asText().isEmpty() ? "" : "`" + standard.asText() + "`";
        return "| `%s` | %s | %s |"
                .formatted(
                        parameter.getKey(),
                        shown,
                        parameter.getValue().path("Description").asText());
    }
}
