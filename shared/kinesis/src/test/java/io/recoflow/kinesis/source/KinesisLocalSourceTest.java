package io.recoflow.kinesis.source;

import io.recoflow.local.kinesis.KinesisLocal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The source on kinesis-local. */
final class KinesisLocalSourceTest extends SourceBehaviour {

    private static KinesisLocal kinesisLocal;

    @BeforeAll
    static void startKinesisLocal() {
        kinesisLocal = KinesisLocal.start();
    }

    @AfterAll
    static void stopKinesisLocal() {
        kinesisLocal.close();
    }

    @Override
    TestStream newStream() {
        return EmulatedStream.create(kinesisLocal.endpoint(), 2);
    }
}
