package io.recoflow.kinesis.sink;

import io.recoflow.kinesis.client.ClientSettings;
import io.recoflow.kinesis.config.SinkSettings;
import java.time.Duration;

/** Settings of a sink to the stream "orders" that sends only full batches, unless told otherwise. */
final class Settings {

    private static final Duration NEVER = Duration.ofDays(1);
    private static final long MEBIBYTE = 1 << 20;

    private Settings() {}

    static SinkSettings fullBatchesOnly() {
        return new SinkSettings(new ClientSettings("orders", null, null, null), NEVER, MEBIBYTE, Duration.ofMinutes(1));
    }

    static SinkSettings lingering(Duration linger) {
        SinkSettings settings = fullBatchesOnly();
        return new SinkSettings(settings.client(), linger, settings.maxRecordBytes(), settings.retryTimeout());
    }

    static SinkSettings withRecordsUpTo(long maxRecordBytes) {
        SinkSettings settings = fullBatchesOnly();
        return new SinkSettings(settings.client(), settings.linger(), maxRecordBytes, settings.retryTimeout());
    }

    static SinkSettings retryingFor(Duration retryTimeout) {
        SinkSettings settings = fullBatchesOnly();
        return new SinkSettings(settings.client(), settings.linger(), settings.maxRecordBytes(), retryTimeout);
    }
}
