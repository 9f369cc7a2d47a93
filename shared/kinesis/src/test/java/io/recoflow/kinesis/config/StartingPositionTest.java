package io.recoflow.kinesis.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.kinesis.config.StartingPosition.AfterSequenceNumbers;
import io.recoflow.kinesis.config.StartingPosition.Everywhere;
import io.recoflow.kinesis.offset.ShardPosition.AfterSequenceNumber;
import io.recoflow.kinesis.offset.ShardPosition.AtTimestamp;
import io.recoflow.kinesis.offset.ShardPosition.TrimHorizon;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StartingPositionTest {

    @Test
    void readsWordsWhateverTheirCase() {
        assertThat(StartingPosition.parse("latest")).isEqualTo(StartingPosition.LATEST);
        assertThat(StartingPosition.parse("Trim_Horizon")).isEqualTo(new Everywhere(new TrimHorizon()));
        assertThat(StartingPosition.parse("at_timestamp  2026-11-20t08:00:00z"))
                .isEqualTo(new Everywhere(new AtTimestamp(Instant.parse("2026-11-20T08:00:00Z"))));
    }

    @Test
    void readsSequenceNumbersByShard() {
        assertThat(StartingPosition.parse("AFTER_SEQUENCE_NUMBER {\"shardId-0\":\"17\", \"shardId-1\":\"4954\"}"))
                .isEqualTo(new AfterSequenceNumbers(Map.of(
                        "shardId-0", new AfterSequenceNumber("17"), "shardId-1", new AfterSequenceNumber("4954"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "YESTERDAY",
                "LATEST 17",
                "AFTER_SEQUENCE_NUMBER",
                "AFTER_SEQUENCE_NUMBER 17",
                "AFTER_SEQUENCE_NUMBER {}",
                "AFTER_SEQUENCE_NUMBER {\"shardId-0\":\"17\"",
                "AFTER_SEQUENCE_NUMBER {\"shardId-0\":\"17\"} {}",
                "AFTER_SEQUENCE_NUMBER {\"shardId-0\":\"17\",\"shardId-0\":\"18\"}"
            })
    void takesNothingElse(String text) {
        assertThat(StartingPosition.parse(text)).isNull();
    }

    @Test
    void refusesWhatIsNoSequenceNumber() {
        assertThatThrownBy(() -> StartingPosition.parse("AFTER_SEQUENCE_NUMBER {\"shardId-0\":\"soon\"}"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
