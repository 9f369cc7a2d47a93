package io.recoflow.kinesis.source;

import io.recoflow.local.kinesis.Kinesalite;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The source on kinesalite. */
final class KinesaliteSourceTest extends SourceBehaviour {

    private static Kinesalite kinesalite;

    @BeforeAll
    static void startKinesalite() {
        kinesalite = Kinesalite.start();
    }

    @AfterAll
    static void stopKinesalite() {
        kinesalite.close();
    }

    @Override
    TestStream newStream() {
        return EmulatedStream.create(kinesalite.endpoint(), 2);
    }
}
