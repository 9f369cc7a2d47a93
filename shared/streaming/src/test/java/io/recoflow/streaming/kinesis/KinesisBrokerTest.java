package io.recoflow.streaming.kinesis;

import io.recoflow.local.kinesis.Kinesalite;
import io.recoflow.local.kinesis.client.KinesisConnection;
import io.recoflow.local.kinesis.client.LocalStreams;
import io.recoflow.streaming.broker.Broker;
import io.recoflow.streaming.broker.BrokerContract;
import io.recoflow.streaming.broker.FailOnDataLoss;
import io.recoflow.streaming.broker.StreamAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

final class KinesisBrokerTest extends BrokerContract {

    private static final Kinesalite SERVER = Kinesalite.start();

    KinesisBrokerTest(@TempDir Path folder) {
        super(folder);
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Override
    protected Broker open() {
        return new KinesisBroker(
                new KinesisLocation(
                        Optional.of(KinesisConnection.LOCAL_REGION.id()),
                        Optional.of(SERVER.endpoint().toString()),
                        Optional.empty()),
                KinesisSource.RECOFLOW,
                FailOnDataLoss.TRUE);
    }

    @Override
    protected StreamAddress newStream() {
        String name = "stream-" + UUID.randomUUID();
        LocalStreams.create(SERVER.endpoint(), List.of(name), 2);
        return KinesisAddress.of(name);
    }

    @Override
    protected String latest() {
        return "LATEST";
    }

    @Override
    protected boolean isTold() {
        return true;
    }
}
