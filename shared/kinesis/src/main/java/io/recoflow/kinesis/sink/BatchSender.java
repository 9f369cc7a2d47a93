package io.recoflow.kinesis.sink;

import io.recoflow.kinesis.client.KinesisException;
import io.recoflow.kinesis.client.OutgoingRecord;
import io.recoflow.kinesis.sink.RequestSender.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Sends a batch until all of it is answered: in one request, or in several, one after the other, where less is carried at
 * once. Safe for concurrent callers.
 */
final class BatchSender {

    private final RequestSender requests;
    private final RequestLimit limit;

    BatchSender(RequestSender requests, RequestLimit limit) {
        this.requests = requests;
        this.limit = limit;
    }

    /**
     * Sends a batch in the background.
     *
     * @param answers takes every answer; what it throws counts as a failure of the request
     * @return nothing when all is answered, or why some of it is not; fails never
     */
    CompletableFuture<Optional<KinesisException>> send(List<OutgoingRecord> batch, Consumer<Answer> answers) {
        return new Delivery(batch, answers).rest();
    }

    /** A batch on its way. One request comes after the other. */
    private final class Delivery {

        private final Consumer<Answer> answers;
        private List<OutgoingRecord> left;

        Delivery(List<OutgoingRecord> batch, Consumer<Answer> answers) {
            this.left = batch;
            this.answers = answers;
        }

        CompletableFuture<Optional<KinesisException>> rest() {
            return requests.retrying(this::attempt)
                    .thenCompose(failure -> failure.isPresent() || left.isEmpty()
                            ? CompletableFuture.completedFuture(failure)
                            : rest());
        }

        private CompletionStage<Void> attempt() {
            List<OutgoingRecord> request = limit.first(left, RequestLimit.MAX_RECORDS);
            return requests.send(request).thenAccept(answer -> {
                answers.accept(answer);
                left = List.copyOf(left.subList(request.size(), left.size()));
            });
        }
    }
}
