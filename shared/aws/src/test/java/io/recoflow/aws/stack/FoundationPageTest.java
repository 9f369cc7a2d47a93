package io.recoflow.aws.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoflow.testkit.documentation.PageCheck;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class FoundationPageTest {

    private static final PageCheck PAGE = PageCheck.of("shared/aws/README.md");
    private static final Pattern COST = Pattern.compile("(?m)^\\|.*\\| (\\d+\\.\\d\\d) \\|$");
    private static final Pattern TOTAL = Pattern.compile("(?m)^\\|.*\\| \\*\\*(\\d+\\.\\d\\d)\\*\\* \\|$");

    @Test
    void theTableOfParametersIsTheTemplates() {
        PAGE.hasSection("parameters", parameters());
    }

    @Test
    void theCostsAddUp() {
        BigDecimal sum = COST.matcher(PAGE.text())
                .results()
                .map(cost -> new BigDecimal(cost.group(1)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);

        assertThat(TOTAL.matcher(PAGE.text()).results().map(total -> total.group(1)))
                .containsExactly(sum.toString());
    }

    private static String parameters() {
        return "| Parameter | Default | What it is |\n| --- | --- | --- |\n"
                + SharedTemplates.FOUNDATION.root().path("Parameters").properties().stream()
                        .sorted(Comparator.comparing(
                                parameter -> parameter.getValue().has("Default")))
                        .map(FoundationPageTest::row)
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
