package io.recoflow.dynamodb;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The outcomes of one call, as they come in from many threads; the first failure ends it. */
final class Puts {

    private final AtomicReferenceArray<@Nullable ItemOutcome> outcomes;
    private final CountDownLatch open;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Puts(int items) {
        this.outcomes = new AtomicReferenceArray<>(items);
        this.open = new CountDownLatch(items);
    }

    void done(int item, ItemOutcome outcome) {
        outcomes.set(item, outcome);
        open.countDown();
    }

    void fail(Throwable cause) {
        failure.compareAndSet(null, cause);
        for (long left = open.getCount(); left > 0; left--) {
            open.countDown();
        }
    }

    boolean isOver() {
        return failure.get() != null;
    }

    List<ItemOutcome> await() throws InterruptedException {
        try {
            open.await();
        } catch (InterruptedException e) {
            fail(e);
            throw e;
        }
        Throwable cause = failure.get();
        if (cause instanceof RuntimeException failed) {
            throw failed;
        }
        if (cause != null) {
            throw new IllegalStateException(cause);
        }
        return IntStream.range(0, outcomes.length())
                .mapToObj(item -> Objects.requireNonNull(outcomes.get(item)))
                .toList();
    }
}
