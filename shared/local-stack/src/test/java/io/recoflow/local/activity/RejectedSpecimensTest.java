package io.recoflow.local.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.local.malformed.MalformedEvent;
import io.recoflow.local.malformed.MalformedEvents;
import io.recoflow.shop.activity.ActivityParser;
import io.recoflow.shop.activity.Arrival;
import io.recoflow.shop.activity.ParsedActivity;
import io.recoflow.shop.activity.RejectionReason;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the parser of the contract makes of records that shops send by mistake. */
final class RejectedSpecimensTest {

    @Test
    void thereAreManyOfAllKinds() {
        List<MalformedEvent> corpus = MalformedEvents.all();

        assertThat(corpus).hasSizeGreaterThanOrEqualTo(150);
        assertThat(corpus)
                .extracting(MalformedEvent::reason)
                .containsAll(Stream.of(RejectionReason.values())
                        .map(RejectionReason::code)
                        .toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corpus")
    void eachIsRejectedForItsReason(String name, String reason, byte[] data) {
        List<ParsedActivity> parsed = new ActivityParser().parse(data, new Arrival(Instant.EPOCH, "shard", "1", 0));

        assertThat(parsed).singleElement().isInstanceOfSatisfying(ParsedActivity.Rejected.class, rejected -> {
            assertThat(rejected.reason().code()).as(rejected.message()).isEqualTo(reason);
            assertThat(rejected.data()).isSameAs(data);
        });
    }

    static Stream<Object[]> corpus() {
        return MalformedEvents.all().stream().map(event -> new Object[] {event.name(), event.reason(), event.data()});
    }
}
