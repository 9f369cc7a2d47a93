package io.recoflow.kinesis.source;

import org.junit.jupiter.api.BeforeEach;

/** The source with enhanced fan-out, on the fake. */
final class FanOutSourceTest extends SourceBehaviour {

    @Override
    TestStream newStream() {
        return FakeStream.start(2);
    }

    @BeforeEach
    void chooseFanOut() {
        query().with("consumerType", "fan-out").with("consumerName", "behaviour");
    }
}
