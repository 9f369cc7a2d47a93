package io.recoflow.local.malformed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class MalformedEventsTest {
    @Test
    void areManyAndAllDifferent() {
        assertThat(MalformedEvents.all()).hasSizeGreaterThanOrEqualTo(150);
        assertThat(MalformedEvents.all().stream().map(event -> new String(event.data(), ISO_8859_1)))
                .doesNotHaveDuplicates();
        assertThat(MalformedEvents.all().stream().map(MalformedEvent::name)).doesNotHaveDuplicates();
    }

    @Test
    void eachReasonHasAtLeastFive() {
        Map<String, Long> counts = MalformedEvents.all().stream()
                .collect(Collectors.groupingBy(MalformedEvent::reason, Collectors.counting()));
        assertThat(counts)
                .containsOnlyKeys("empty", "too_large", "not_utf8", "too_deep", "not_json", "not_an_object")
                .containsEntry("too_large", 5L)
                .allSatisfy((reason, count) -> assertThat(count).as(reason).isGreaterThanOrEqualTo(5));
    }

    @Test
    void eachIsRejectedForTheReasonThatItGives() throws IOException {
        SoftAssertions soft = new SoftAssertions();
        for (MalformedEvent event : MalformedEvents.all()) {
            soft.assertThat(ReasonOracle.reason(event.data())).as(event.name()).isEqualTo(event.reason());
        }
        soft.assertAll();
    }

    @Test
    void theEventThatTheyAreMadeFromIsUsable() throws IOException {
        assertThat(ReasonOracle.reason(Specimens.EVENT.getBytes(UTF_8))).isEqualTo("usable");
    }

    @Test
    void theFirstRecordsHaveDifferentReasons() {
        assertThat(MalformedEvents.all().stream().limit(6).map(MalformedEvent::reason))
                .doesNotHaveDuplicates();
    }
}
