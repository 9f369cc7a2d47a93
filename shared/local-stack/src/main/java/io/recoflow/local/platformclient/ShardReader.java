package io.recoflow.local.platformclient;

import io.recoflow.local.kinesis.client.KinesisConnection;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** A shard, read page by page. One request at a time. */
final class ShardReader {
    private final KinesisAsyncClient kinesis;
    private final String stream;
    private final String shardId;
    private final ShardIteratorType from;
    private volatile @Nullable String iterator;
    private volatile @Nullable String lastSequenceNumber;
    private volatile boolean finished;

    ShardReader(KinesisAsyncClient kinesis, String stream, String shardId, ShardIteratorType from) {
        this.kinesis = kinesis;
        this.stream = stream;
        this.shardId = shardId;
        this.from = from;
    }

    /** Takes the place from which it reads, which is otherwise taken with the first page. */
    CompletableFuture<String> position() {
        GetShardIteratorRequest.Builder request =
                GetShardIteratorRequest.builder().streamName(stream).shardId(shardId);
        String last = lastSequenceNumber;
        if (last == null) {
            request.shardIteratorType(from);
        } else {
            request.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER).startingSequenceNumber(last);
        }
        return kinesis.getShardIterator(request.build()).thenApply(response -> {
            iterator = response.shardIterator();
            return response.shardIterator();
        });
    }

    /** The next page. When it fails, the next call asks for the same again. */
    CompletableFuture<GetRecordsResponse> next() {
        String at = iterator;
        CompletableFuture<String> place = at == null ? position() : CompletableFuture.completedFuture(at);
        return place.thenCompose(given -> kinesis.getRecords(request -> request.shardIterator(given)))
                .whenComplete(this::advance);
    }

    /** Whether the shard is closed and all its records were read. */
    boolean isFinished() {
        return finished;
    }

    private void advance(@Nullable GetRecordsResponse page, @Nullable Throwable failure) {
        if (page != null) {
            for (Record record : page.records()) {
                lastSequenceNumber = record.sequenceNumber();
            }
            iterator = page.nextShardIterator();
            finished = page.nextShardIterator() == null;
        } else if (failure != null && KinesisConnection.cause(failure) instanceof ExpiredIteratorException) {
            iterator = null;
        }
    }
}
