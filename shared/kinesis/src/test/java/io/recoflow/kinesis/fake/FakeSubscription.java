package io.recoflow.kinesis.fake;

import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.KinesisException.Kind;
import io.recoflow.kinesis.client.RecordPage;
import io.recoflow.kinesis.client.ShardSubscription;
import java.time.Duration;
import java.util.Optional;

/** Pushes as Kinesis does: an event with what is there, ended now and then, closed with the shard. */
final class FakeSubscription implements ShardSubscription {

    private static final int EVENTS = 50;
    private static final int EVENT_RECORDS = 500;

    private final FakeKinesis kinesis;
    private final String shardId;
    private FakeShard.Cursor cursor;
    private int events;
    private boolean finished;

    FakeSubscription(FakeKinesis kinesis, String shardId, FakeShard.Cursor cursor) {
        this.kinesis = kinesis;
        this.shardId = shardId;
        this.cursor = cursor;
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
            RecordPage page = push();
            if (page.records().isEmpty() && !page.shardEnd()) {
                kinesis.wait(Math.max(1, Math.min(limit.toMillis(), 100)));
                page = push();
            }
            finished = page.shardEnd();
            return Optional.of(page);
        }
    }

    private RecordPage push() {
        FakeShard.Look look = kinesis.look(shardId, cursor, EVENT_RECORDS);
        cursor = look.end();
        RecordPage page = kinesis.page(shardId, look);
        return new RecordPage(page.records(), null, page.millisBehindLatest(), page.shardEnd(), page.children());
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
