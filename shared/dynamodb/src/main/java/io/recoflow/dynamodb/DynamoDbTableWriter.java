package io.recoflow.dynamodb;

import io.recoflow.dynamodb.AdaptiveConcurrency.Answer;
import io.recoflow.dynamodb.ItemOutcome.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

/** A table by the AWS SDK. Each item is a request of its own, since DynamoDB takes no conditions in batches of puts. */
final class DynamoDbTableWriter implements TableWriter {

    /** So that a put whose answer was lost is repeated without harm, the stored one's own order is let in. */
    private static final String NOTHING_NEWER = "attribute_not_exists(#order) OR #order <= :order";

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final DynamoDbAsyncClient client;
    private final TableSettings settings;
    private final AdaptiveConcurrency running;
    private final ScheduledExecutorService threads;

    /** @param threads for answers and pauses */
    DynamoDbTableWriter(DynamoDbAsyncClient client, TableSettings settings, ScheduledExecutorService threads) {
        this.client = client;
        this.settings = settings;
        this.running = new AdaptiveConcurrency(settings.concurrency());
        this.threads = threads;
    }

    @Override
    public List<ItemOutcome> put(List<TableItem> items) throws InterruptedException {
        Puts puts = new Puts(items.size());
        List<Put> open = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            TableItem item = items.get(i);
            int size = item.size();
            if (size > TableItem.MOST_BYTES) {
                puts.done(i, new ItemOutcome(Kind.REFUSED, 0, tooLarge(item, size)));
            } else {
                open.add(new Put(item, i, puts));
            }
        }
        // On another thread, because the SDK takes an interruption of its caller for a failure, and keeps it to itself.
        threads.execute(() -> open.forEach(put -> running.run(() -> attempt(put))));
        return puts.await();
    }

    @Override
    public int concurrency() {
        return running.limit();
    }

    private void attempt(Put put) {
        if (put.puts.isOver()) {
            // On another thread, or a long row of them would go down the stack.
            threads.execute(() -> running.ended(Answer.SILENT));
            return;
        }
        put.begun = put.tries == 0 ? System.nanoTime() : put.begun;
        put.tries++;
        CompletableFuture<PutItemResponse> answer;
        try {
            answer = client.putItem(request(put.item));
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        } catch (Error e) {
            put.puts.fail(e);
            threads.execute(() -> running.ended(Answer.SILENT));
            return;
        }
        var unused = answer.whenCompleteAsync((response, failure) -> answered(put, failure), threads);
    }

    private PutItemRequest request(TableItem item) {
        return PutItemRequest.builder()
                .tableName(settings.table())
                .item(item.attributes())
                .conditionExpression(NOTHING_NEWER)
                .expressionAttributeNames(Map.of("#order", settings.order()))
                .expressionAttributeValues(Map.of(":order", AttributeValue.fromS(item.text(settings.order()))))
                .build();
    }

    private void answered(Put put, @Nullable Throwable failure) {
        Answer answer = Answer.SILENT;
        try {
            if (failure == null) {
                answer = Answer.FREE;
                put.end(Kind.STORED, "");
            } else {
                PutFailure kind = PutFailure.of(failure);
                answer = told(kind);
                failed(put, kind, failure);
            }
        } catch (RuntimeException | Error e) {
            put.puts.fail(e);
        } finally {
            running.ended(answer);
        }
    }

    private static Answer told(PutFailure kind) {
        return switch (kind) {
            case SUPERSEDED, REFUSED -> Answer.FREE;
            case THROTTLED, UNAVAILABLE -> Answer.CONGESTED;
            case KEY_THROTTLED, FATAL -> Answer.SILENT;
        };
    }

    private void failed(Put put, PutFailure kind, Throwable failure) {
        switch (kind) {
            case SUPERSEDED -> put.end(Kind.SUPERSEDED, "");
            case REFUSED -> put.end(Kind.REFUSED, TableFailures.refusal(settings, put.item, failure));
            case FATAL -> put.puts.fail(TableFailures.of(settings.table(), failure));
            case THROTTLED, KEY_THROTTLED, UNAVAILABLE -> {
                if (System.nanoTime() - put.begun > settings.patience().toNanos()) {
                    put.puts.fail(TableFailures.inVain(settings, put.item, put.tries, failure));
                } else {
                    var unused = threads.schedule(
                            () -> running.runNext(() -> attempt(put)), pause(put.tries), TimeUnit.NANOSECONDS);
                }
            }
        }
    }

    /** Nanoseconds: exponential backoff with full jitter, AWS Architecture Blog, "Exponential Backoff And Jitter". */
    private static long pause(int tries) {
        long longest = Math.min(LONGEST_PAUSE.toNanos(), FIRST_PAUSE.toNanos() << Math.min(tries - 1, 20));
        return ThreadLocalRandom.current().nextLong(longest + 1);
    }

    private String tooLarge(TableItem item, int size) {
        return "The item " + item.text(settings.key()) + " has " + size + " bytes, and DynamoDB keeps "
                + TableItem.MOST_BYTES;
    }

    /** An item on its way; one thread at a time has it. */
    private static final class Put {

        private final TableItem item;
        private final int place;
        private final Puts puts;
        private long begun;
        private int tries;

        Put(TableItem item, int place, Puts puts) {
            this.item = item;
            this.place = place;
            this.puts = puts;
        }

        void end(Kind kind, String message) {
            puts.done(place, new ItemOutcome(kind, tries, message));
        }
    }
}
