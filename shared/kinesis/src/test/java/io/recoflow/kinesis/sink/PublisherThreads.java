package io.recoflow.kinesis.sink;

/** The threads of all publishers of this process. */
final class PublisherThreads {

    private PublisherThreads() {}

    static long count() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(RecordPublisher.THREAD_NAME))
                .count();
    }
}
