package io.recoflow.kinesis.fake;

import io.recoflow.kinesis.client.ClientSettings;
import io.recoflow.kinesis.client.KinesisClientProvider;
import io.recoflow.kinesis.client.KinesisStreamClient;

/** Finds fakes of this process by their endpoint. */
public final class FakeKinesisProvider implements KinesisClientProvider {

    @Override
    public boolean accepts(ClientSettings settings) {
        return settings.endpoint() != null && settings.endpoint().startsWith(FakeKinesis.SCHEME);
    }

    @Override
    public KinesisStreamClient open(ClientSettings settings) {
        return FakeKinesis.at(String.valueOf(settings.endpoint())).stream(settings.stream());
    }
}
