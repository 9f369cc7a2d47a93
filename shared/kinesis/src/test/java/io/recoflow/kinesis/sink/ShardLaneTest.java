package io.recoflow.kinesis.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisException.Kind;
import io.recoflow.kinesis.client.OutgoingRecord;
import io.recoflow.kinesis.sink.RequestSender.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many records a lane sends at once, and which. */
class ShardLaneTest {

    private static final KinesisException REFUSAL = new KinesisException(Kind.THROTTLED, "The test says no");

    private final RequestLimit limit = new RequestLimit(Duration.ofSeconds(5));
    private final ShardLane lane = new ShardLane(ShardRanges.NONE, "shard-0");

    ShardLaneTest() {
        IntStream.range(0, 2_000).forEach(i -> lane.add(new OutgoingRecord("k" + i, new byte[1])));
    }

    @Test
    void whatIsRefusedIsSentBeforeTheRest() {
        answer(10);

        assertThat(lane.request(limit).stream().map(OutgoingRecord::partitionKey))
                .containsExactlyElementsOf(
                        IntStream.range(10, 20).mapToObj(i -> "k" + i).toList());
        assertThat(lane.waiting()).hasSize(1_990);
    }

    @Test
    void asManyAreSentAsWereStored() {
        answer(10);
        assertThat(sizes(3)).containsExactly(10, 11, 12);
    }

    @Test
    void halfAsManyAreSentWhereNoneWasStored() {
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            sizes.add(answer(0));
        }
        assertThat(sizes).containsExactly(64, 32, 16, 8, 4, 2, 1, 1);
    }

    @Test
    void moreAreSentAsLongAsAllAreStoredUpToWhatARequestTakes() {
        assertThat(sizes(3)).containsExactly(64, 72, 81);
        for (int i = 0; i < 30; i++) {
            IntStream.range(0, 500).forEach(each -> lane.add(new OutgoingRecord("more", new byte[1])));
            answer(Integer.MAX_VALUE);
        }
        assertThat(sizes(1)).containsExactly(500);
    }

    private List<Integer> sizes(int requests) {
        return IntStream.range(0, requests)
                .mapToObj(i -> answer(Integer.MAX_VALUE))
                .toList();
    }

    /** Answers the next request, and says how large it was. Its first records are stored. */
    private int answer(int mostStored) {
        List<OutgoingRecord> request = lane.request(limit);
        int stored = Math.min(mostStored, request.size());
        lane.answered(
                stored == request.size()
                        ? new Answer(request, List.of(), null)
                        : new Answer(request.subList(0, stored), request.subList(stored, request.size()), REFUSAL));
        return request.size();
    }
}
