package io.recoflow.kinesis.fake;

import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisException.Kind;
import io.recoflow.kinesis.client.RecordPage;
import io.recoflow.kinesis.client.ShardSubscription;
import io.recoflow.kinesis.offset.ShardPosition;
import io.recoflow.kinesis.offset.ShardPosition.AfterSequenceNumber;
import java.time.Duration;
import java.util.Optional;

/** Pushes as Kinesis does: an event with what is there, ended now and then, closed with the shard. */
final class FakeSubscription implements ShardSubscription {

    private static final int EVENTS = 50;
    private static final int EVENT_RECORDS = 500;

    private final FakeKinesis kinesis;
    private final String shardId;
    private ShardPosition position;
    private int events;
    private boolean finished;

    FakeSubscription(FakeKinesis kinesis, String shardId, ShardPosition position) {
        this.kinesis = kinesis;
        this.shardId = shardId;
        this.position = position;
    }

    @Override
    public Optional<RecordPage> next(Duration limit) throws InterruptedException {
        if (finished || ++events > EVENTS) {
            finished = true;
            return Optional.empty();
        }
        if (kinesis.fails()) {
            finished = true;
            throw new KinesisException(Kind.UNAVAILABLE, "The fake breaks off the subscription");
        }
        synchronized (kinesis) {
            RecordPage page = kinesis.page(shardId, position, EVENT_RECORDS);
            if (page.records().isEmpty() && !page.shardEnd()) {
                kinesis.wait(Math.max(1, Math.min(limit.toMillis(), 100)));
                page = kinesis.page(shardId, position, EVENT_RECORDS);
            }
            if (!page.records().isEmpty()) {
                position = new AfterSequenceNumber(
                        page.records().get(page.records().size() - 1).sequenceNumber());
            }
            finished = page.shardEnd();
            return Optional.of(new RecordPage(page.records(), null, page.millisBehindLatest(), page.shardEnd()));
        }
    }

    @Override
    public boolean isFinished() {
        return finished;
    }

    @Override
    public void close() {
        finished = true;
    }
}
