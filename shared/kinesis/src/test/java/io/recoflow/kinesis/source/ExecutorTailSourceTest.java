package io.recoflow.kinesis.source;

import org.junit.jupiter.api.BeforeEach;

/** The source where the executors read ahead; in Spark's local mode, there is one in the driver's process. */
final class ExecutorTailSourceTest extends SourceBehaviour {

    @Override
    TestStream newStream() {
        return FakeStream.start(2);
    }

    @BeforeEach
    void letExecutorsRead() {
        query().with("executorTailShards", "1");
    }
}
