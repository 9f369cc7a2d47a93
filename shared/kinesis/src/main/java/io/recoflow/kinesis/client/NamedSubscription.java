package io.recoflow.kinesis.client;

import io.recoflow.kinesis.client.KinesisException.Kind;
import io.recoflow.kinesis.offset.ShardPosition;
import io.recoflow.kinesis.offset.ShardPosition.AfterSequenceNumber;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * A subscription of a consumer that is known by its name. When Kinesis does not know the consumer's ARN, the present one
 * is looked up and subscribed with, once: a consumer that was deregistered and registered again has another.
 */
final class NamedSubscription implements ShardSubscription {

    private final UnaryOperator<String> presentArn;
    private final BiFunction<String, ShardPosition, ShardSubscription> opener;
    private final String firstArn;
    private ShardSubscription current;
    private ShardPosition position;
    private boolean renewed;

    /**
     * @param presentArn given the ARN that is out of date
     * @param opener given an ARN, and where to begin
     */
    NamedSubscription(
            String arn,
            UnaryOperator<String> presentArn,
            BiFunction<String, ShardPosition, ShardSubscription> opener,
            ShardPosition position) {
        this.firstArn = arn;
        this.presentArn = presentArn;
        this.opener = opener;
        this.position = position;
        this.current = opener.apply(arn, position);
    }

    @Override
    public Optional<RecordPage> next(Duration limit) throws InterruptedException {
        try {
            Optional<RecordPage> page = current.next(limit);
            page.ifPresent(this::follow);
            return page;
        } catch (KinesisException e) {
            if (e.kind() != Kind.NOT_FOUND || renewed) {
                throw e;
            }
            renewed = true;
            current.close();
            current = opener.apply(presentArn.apply(firstArn), position);
            return Optional.empty();
        }
    }

    private void follow(RecordPage page) {
        List<KinesisRecord> records = page.records();
        if (!records.isEmpty()) {
            position = new AfterSequenceNumber(records.get(records.size() - 1).sequenceNumber());
        }
    }

    @Override
    public boolean isFinished() {
        return current.isFinished();
    }

    @Override
    public void close() {
        current.close();
    }
}
