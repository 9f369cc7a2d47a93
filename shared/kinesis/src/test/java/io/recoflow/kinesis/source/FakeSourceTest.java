package io.recoflow.kinesis.source;

/** The source on the fake. */
final class FakeSourceTest extends SourceBehaviour {

    @Override
    TestStream newStream() {
        return FakeStream.start(2);
    }
}
