package io.recoflow.streaming.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KafkaPositionTest {

    @Test
    void positionsAreSpeltAsThoseOfKinesisOrInKafkasWords() {
        assertThat(KafkaPosition.parse("Trim_Horizon")).contains(new KafkaPosition.Beginning());
        assertThat(KafkaPosition.parse("earliest")).contains(new KafkaPosition.Beginning());
        assertThat(KafkaPosition.parse(" latest ")).contains(new KafkaPosition.End());
        assertThat(KafkaPosition.parse("at_timestamp 2026-11-20t08:00:00z"))
                .contains(new KafkaPosition.At(Instant.parse("2026-11-20T08:00:00Z")));
        assertThat(KafkaPosition.parse("AFTER_SEQUENCE_NUMBER {\"0\": \"41\", \"1\": -1}"))
                .contains(new KafkaPosition.After(Map.of(0, 41L, 1, -1L)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "latest 5",
                "AFTER_SEQUENCE_NUMBER",
                "AFTER_SEQUENCE_NUMBER {}",
                "AFTER_SEQUENCE_NUMBER [1]",
                "AFTER_SEQUENCE_NUMBER {\"0\":\"-2\"}",
                "AFTER_SEQUENCE_NUMBER {\"shardId-000000000000\":\"41\"}"
            })
    void anythingElseIsNone(String text) {
        assertThat(KafkaPosition.parse(text)).isEmpty();
    }

    @Test
    void aTimeThatIsNoneIsToldAsOne() {
        assertThatThrownBy(() -> KafkaPosition.parse("AT_TIMESTAMP noon")).isInstanceOf(DateTimeException.class);
    }

    @Test
    void sparkIsToldOfEveryPartitionTheNextOffsetOrItsBeginning() {
        KafkaPosition.After position = new KafkaPosition.After(Map.of(0, 41L, 1, -1L));

        assertThat(position.startingOffsets("reviews", List.of(0, 1, 2)))
                .isEqualTo("{\"reviews\":{\"0\":42,\"1\":0,\"2\":-2}}");
        assertThat(KafkaPosition.parse(position.text())).contains(position);
    }
}
