package io.recoflow.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.runtime.secret.DatabaseCredentials;
import io.recoflow.runtime.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {

    record Part(String name, long rows) {}

    record Report(
            int version,
            Instant startedAt,
            Duration took,
            Optional<Part> last,
            Optional<String> note,
            List<Part> parts) {}

    private static final Report REPORT = new Report(
            1,
            Instant.parse("2026-11-20T08:00:00.120Z"),
            Duration.ofSeconds(90),
            Optional.of(new Part("z", 3)),
            Optional.empty(),
            List.of(new Part("b", 1), new Part("a", 2)));

    private static final String JSON = """
            {
              "version" : 1,
              "startedAt" : "2026-11-20T08:00:00.120Z",
              "took" : "PT1M30S",
              "last" : {
                "name" : "z",
                "rows" : 3
              },
              "note" : null,
              "parts" : [
                {
                  "name" : "b",
                  "rows" : 1
                },
                {
                  "name" : "a",
                  "rows" : 2
                }
              ]
            }""";

    @Test
    void recordsAreWrittenInTheOrderOfTheirComponents() {
        assertThat(Json.write(REPORT)).isEqualTo(JSON);
    }

    @Test
    void whatIsWrittenReadsBack() {
        assertThat(Json.read(JSON, Report.class)).isEqualTo(REPORT);
    }

    @Test
    void anAbsentOptionalIsEmpty() {
        Report report = Json.read(
                "{\"version\":1,\"startedAt\":\"2026-11-20T08:00:00Z\",\"took\":\"PT0S\",\"parts\":[]}", Report.class);

        assertThat(report.last()).isEmpty();
        assertThat(report.note()).isEmpty();
    }

    @Test
    void secretsAreNotWritten() {
        assertThat(Json.write(new DatabaseCredentials("me", new Secret("hunter2"))))
                .contains("(redacted)")
                .doesNotContain("hunter2");
    }

    @Test
    void otherJsonIsRefused() {
        assertThatThrownBy(() -> Json.read("{\"name\":\"a\",\"rows\":1,\"more\":2}", Part.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The JSON is not a Part: Unrecognized field \"more\"");
        assertThatThrownBy(() -> Json.read("{\"name\":\"a\"}", Part.class)).hasMessageContaining("rows");
        assertThatThrownBy(() -> Json.read("{}{", Part.class)).isInstanceOf(IllegalArgumentException.class);
    }
}
