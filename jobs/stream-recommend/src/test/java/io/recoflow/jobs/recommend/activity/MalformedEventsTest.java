package io.recoflow.jobs.recommend.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.local.malformed.MalformedEvent;
import io.recoflow.local.malformed.MalformedEvents;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corpus of records that shops send by mistake. */
final class MalformedEventsTest {

    @Test
    void thereAreAtLeastTwoHundredOfAllKinds() {
        List<MalformedEvent> corpus = MalformedEvents.all();

        assertThat(corpus).hasSizeGreaterThanOrEqualTo(200);
        assertThat(corpus)
                .extracting(MalformedEvent::reason)
                .containsAll(Stream.of(RejectionReason.values())
                        .map(RejectionReason::code)
                        .toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corpus")
    void eachIsRejectedForItsReason(String name, String reason, byte[] data) {
        ParsedActivity parsed =
                new ActivityParser().parse(new ActivityRecord(data, "clicks", "shard", "1", 0, "key", Instant.EPOCH));

        assertThat(parsed).isInstanceOfSatisfying(ParsedActivity.Rejected.class, rejected -> assertThat(
                        rejected.reason().code())
                .as(rejected.message())
                .isEqualTo(reason));
    }

    static Stream<Object[]> corpus() {
        return MalformedEvents.all().stream().map(event -> new Object[] {event.name(), event.reason(), event.data()});
    }
}
