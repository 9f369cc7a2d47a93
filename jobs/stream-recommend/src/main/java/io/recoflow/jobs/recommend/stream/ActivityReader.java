package io.recoflow.jobs.recommend.stream;

import io.recoflow.shop.activity.ActivityParser;
import io.recoflow.shop.activity.Arrival;
import io.recoflow.shop.activity.ParsedActivity;
import io.recoflow.streaming.broker.StreamRecord;
import java.util.List;

/** Reads events from the records of a stream. Safe for concurrent callers. */
public final class ActivityReader {

    private final ActivityParser parser = new ActivityParser();

    /** One, or one for each element of an array. */
    public List<ParsedActivity> read(StreamRecord record) {
        return parser.parse(
                record.data(),
                new Arrival(record.arrivedAt(), record.shardId(), record.sequenceNumber(), record.subSequenceNumber()));
    }
}
