package io.recoflow.kinesis.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.kinesis.RefusedRecordHandler.RefusedRecord;
import io.recoflow.kinesis.client.KinesisException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which records are refused, and what becomes of them. */
@Timeout(60)
class RecordGateTest {

    private static final int LIMIT = 1_000;
    private static final String FIX =
            ". Make it fit or leave it out, or take such records with KinesisForeachWriter.withRefused";

    private final ScriptedStream stream = new ScriptedStream();
    private final List<RefusedRecord> refused = new ArrayList<>();

    static Stream<Arguments> refusedRecords() {
        return Stream.of(
                Arguments.of(null, new byte[7], 7, "null", "its partition key is null"),
                Arguments.of("", new byte[7], 7, "", "its partition key is empty"),
                Arguments.of("k", null, 1, "k", "its data is null"),
                Arguments.of("k", new byte[LIMIT], LIMIT + 1, "k", "it is larger than maxRecordBytes (1000)"),
                // The key counts in UTF-8.
                Arguments.of("ä", new byte[LIMIT - 1], LIMIT + 1, "ä", "it is larger than maxRecordBytes (1000)"),
                Arguments.of(
                        "k".repeat(257),
                        new byte[7],
                        264,
                        "k".repeat(40) + "…",
                        "its partition key has more than 256 characters"));
    }

    @ParameterizedTest
    @MethodSource("refusedRecords")
    void aRefusedRecordIsAnErrorWithItsKeyAndSize(
            @Nullable String key, byte @Nullable [] data, long size, String shownKey, String reason) {
        try (RecordPublisher publisher = new RecordPublisher(stream, Settings.withRecordsUpTo(LIMIT), null)) {
            publisher.add("before", new byte[1]);

            assertThatThrownBy(() -> publisher.add(key, data))
                    .isInstanceOf(KinesisException.class)
                    .hasMessage("A record of " + size + " bytes with the partition key \"" + shownKey
                            + "\" cannot be sent to stream orders: " + reason + FIX);

            publisher.flush();
        }
        assertThat(stream.storedKeys()).containsExactly("before");
    }

    @ParameterizedTest
    @MethodSource("refusedRecords")
    void aHandlerTakesARefusedRecordAndTheOthersAreSent(
            @Nullable String key, byte @Nullable [] data, long size, String shownKey, String reason) {
        try (RecordPublisher publisher = new RecordPublisher(stream, Settings.withRecordsUpTo(LIMIT), refused::add)) {
            publisher.add("before", new byte[1]);
            publisher.add(key, data);
            publisher.add("after", new byte[1]);
            publisher.flush();
        }

        assertThat(refused).hasSize(1);
        assertThat(refused.get(0).partitionKey()).isEqualTo(key);
        assertThat(refused.get(0).data()).isSameAs(data);
        assertThat(refused.get(0).size()).isEqualTo(size);
        assertThat(refused.get(0).reason()).isEqualTo(reason);
        assertThat(stream.storedKeys()).containsExactly("before", "after");
    }

    @Test
    void whatIsAtTheLimitsIsSent() {
        String longKey = "k".repeat(256);
        try (RecordPublisher publisher = new RecordPublisher(stream, Settings.withRecordsUpTo(LIMIT), null)) {
            publisher.add(longKey, new byte[LIMIT - 256]);
            publisher.add("k", new byte[LIMIT - 1]);
            publisher.add("k", new byte[0]);
            publisher.flush();
        }

        assertThat(stream.storedKeys()).containsExactly(longKey, "k", "k");
    }

    @Test
    void whatAHandlerThrowsComesOutOfAdd() {
        try (RecordPublisher publisher = new RecordPublisher(stream, Settings.fullBatchesOnly(), record -> {
            throw new IllegalStateException("The disk is full");
        })) {
            assertThatThrownBy(() -> publisher.add(null, new byte[1])).hasMessage("The disk is full");
        }
    }
}
