package io.recoflow.local.platformclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.shop.ContractJson;
import io.recoflow.shop.activity.ActivityEvent;
import io.recoflow.shop.activity.Arrival;
import io.recoflow.shop.recommendation.FallbackReason;
import io.recoflow.shop.recommendation.Recommendation;
import io.recoflow.shop.recommendation.RecommendedItem;
import io.recoflow.shop.recommendation.ServedBy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The platform reads by hand, as a shop does: here it is held against the contract. */
final class AnswerTest {

    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00.123Z");
    private static final Arrival ARRIVAL = new Arrival(NOW, "shard", "1", 0);

    @Test
    void thePlatformReadsWhatIsPublished() {
        ActivityEvent event = new ActivityEvent(
                "e", ActivityEvent.TYPE, NOW, "s", null, null, null, null, null, null, List.of(), Map.of(), List.of());
        byte[] published = ContractJson.write(new Recommendation(
                event,
                List.of(new RecommendedItem("P00", null)),
                List.of(),
                ServedBy.POPULARITY,
                FallbackReason.NO_MODEL,
                null,
                NOW,
                ARRIVAL,
                List.of()));

        assertThat(Answer.parse(published)).hasValueSatisfying(answer -> {
            assertThat(answer.eventId()).isEqualTo("e");
            assertThat(answer.eventTime()).isEqualTo(NOW);
            assertThat(answer.sessionId()).isEqualTo("s");
            assertThat(answer.servedBy()).isEqualTo("popularity");
            assertThat(answer.reason()).isEqualTo("no_model");
            assertThat(answer.items()).isEqualTo(Answer.Items.SOME);
        });
    }
}
