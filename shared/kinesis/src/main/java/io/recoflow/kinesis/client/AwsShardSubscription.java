package io.recoflow.kinesis.client;

import io.recoflow.kinesis.offset.ShardPosition;
import io.recoflow.kinesis.offset.ShardPosition.AfterSequenceNumber;
import io.recoflow.kinesis.offset.ShardPosition.AtTimestamp;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardRequest;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

/** A subscription by the AWS SDK. Asks for one event at a time, so at most one waits in memory. */
final class AwsShardSubscription implements ShardSubscription, Subscriber<SubscribeToShardEventStream> {

    /** What the subscription's threads hand to the one that reads: an event, a failure, or neither at its end. */
    private record Signal(
            @Nullable RecordPage page, @Nullable Throwable failure) {}

    private final AwsFailures failures;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private volatile @Nullable Subscription subscription;
    private volatile boolean closed;
    private @Nullable CompletableFuture<Void> call;
    private boolean finished;

    private AwsShardSubscription(AwsFailures failures) {
        this.failures = failures;
    }

    static AwsShardSubscription open(
            KinesisAsyncClient kinesis,
            AwsFailures failures,
            String consumerArn,
            String shardId,
            ShardPosition position) {
        AwsShardSubscription opened = new AwsShardSubscription(failures);
        SubscribeToShardRequest request = SubscribeToShardRequest.builder()
                .consumerARN(consumerArn)
                .shardId(shardId)
                .startingPosition(startingPosition(position))
                .build();
        opened.call = kinesis.subscribeToShard(
                request,
                SubscribeToShardResponseHandler.builder()
                        .onEventStream(events -> events.subscribe(opened))
                        .build());
        opened.call.whenComplete((done, failure) -> opened.signals.add(new Signal(null, failure)));
        return opened;
    }

    @Override
    public Optional<RecordPage> next(Duration limit) throws InterruptedException {
        if (finished) {
            return Optional.empty();
        }
        Signal signal = signals.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
        if (signal == null) {
            return Optional.empty();
        }
        if (signal.page() != null) {
            finished = signal.page().shardEnd();
            Objects.requireNonNull(subscription).request(1);
            return Optional.of(signal.page());
        }
        finished = true;
        if (signal.failure() != null) {
            throw failures.translated(signal.failure());
        }
        return Optional.empty();
    }

    @Override
    public boolean isFinished() {
        return finished;
    }

    @Override
    public void close() {
        closed = true;
        Subscription current = subscription;
        if (current != null) {
            current.cancel();
        }
        if (call != null) {
            call.cancel(true);
        }
    }

    @Override
    public void onSubscribe(Subscription newSubscription) {
        failures.answered();
        subscription = newSubscription;
        if (closed) {
            newSubscription.cancel();
        } else {
            newSubscription.request(1);
        }
    }

    @Override
    public void onNext(SubscribeToShardEventStream event) {
        if (event instanceof SubscribeToShardEvent records) {
            // The last event of a closed shard has no place to go on from.
            signals.add(new Signal(
                    new RecordPage(
                            records.records().stream()
                                    .map(AwsKinesisStreamClient::record)
                                    .toList(),
                            null,
                            Objects.requireNonNullElse(records.millisBehindLatest(), 0L),
                            records.continuationSequenceNumber() == null,
                            AwsKinesisStreamClient.children(records.childShards())),
                    null));
        } else {
            Objects.requireNonNull(subscription).request(1);
        }
    }

    @Override
    public void onError(Throwable failure) {
        signals.add(new Signal(null, failure));
    }

    @Override
    public void onComplete() {
        signals.add(new Signal(null, null));
    }

    private static StartingPosition startingPosition(ShardPosition position) {
        StartingPosition.Builder builder = StartingPosition.builder();
        if (position instanceof AfterSequenceNumber after) {
            return builder.type(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                    .sequenceNumber(after.sequenceNumber())
                    .build();
        }
        if (position instanceof AtTimestamp at) {
            return builder.type(ShardIteratorType.AT_TIMESTAMP)
                    .timestamp(at.time())
                    .build();
        }
        return builder.type(ShardIteratorType.TRIM_HORIZON).build();
    }
}
