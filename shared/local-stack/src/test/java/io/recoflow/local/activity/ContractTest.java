package io.recoflow.local.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.local.activity.SimulatedRecord.Kind;
import io.recoflow.local.shop.SampleShop;
import io.recoflow.shop.activity.ActivityEvent;
import io.recoflow.shop.activity.ActivityParser;
import io.recoflow.shop.activity.Arrival;
import io.recoflow.shop.activity.ParsedActivity;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Visitors write by hand, as a shop does: here it is held against the contract. */
final class ContractTest {

    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00.123Z");
    private static final Arrival ARRIVAL = new Arrival(NOW, "shard", "1", 0);

    @Test
    void whatVisitorsSendIsActivityAndNothingElse() {
        ActivityEvents events =
                new ActivityEvents(SampleShop.ofCustomers(122), new SimulatedTraffic(100, 50, 0.2, 0.1, 0.1, 1));
        int activities = 0;
        for (int i = 0; i < 2_000; i++) {
            SimulatedRecord record = events.next(NOW);
            ParsedActivity parsed =
                    new ActivityParser().parse(record.data(), ARRIVAL).get(0);
            switch (record.kind()) {
                case MALFORMED -> assertThat(parsed).isInstanceOf(ParsedActivity.Rejected.class);
                case OTHER_TYPE -> assertThat(parsed).isInstanceOf(ParsedActivity.OtherType.class);
                case ACTIVITY -> {
                    ActivityEvent event = ((ParsedActivity.Activity) parsed).event();
                    assertThat(event.eventId()).isEqualTo("1-" + record.eventNumber());
                    assertThat(event.eventTime()).isEqualTo(NOW);
                    assertThat(event.sessionId()).isEqualTo(record.partitionKey());
                    assertThat(event.browseHistory()).isNotEmpty();
                    assertThat(event.otherFields()).isEmpty();
                    assertThat(event.notes()).isEmpty();
                    activities++;
                }
            }
        }
        assertThat(activities).isPositive();
        assertThat(Kind.values()).hasSize(3);
    }
}
