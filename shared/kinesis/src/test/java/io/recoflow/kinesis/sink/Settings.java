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
        return new SinkSettings(client(Duration.ofSeconds(5)), NEVER, MEBIBYTE, Duration.ofMinutes(1));
    }

    private static ClientSettings client(Duration callTimeout) {
        return new ClientSettings("orders", null, null, null, callTimeout);
    }

    static SinkSettings lingering(Duration linger) {
        SinkSettings settings = fullBatchesOnly();
        return new SinkSettings(settings.client(), linger, settings.maxRecordBytes(), settings.retryTimeout());
    }

    static SinkSettings withRecordsUpTo(long maxRecordBytes) {
        SinkSettings settings = fullBatchesOnly();
        return new SinkSettings(settings.client(), settings.linger(), maxRecordBytes, settings.retryTimeout());
    }

    static SinkSettings callingFor(Duration callTimeout) {
        SinkSettings settings = fullBatchesOnly();
        return new SinkSettings(
                client(callTimeout), settings.linger(), settings.maxRecordBytes(), settings.retryTimeout());
    }

    static SinkSettings retryingFor(Duration retryTimeout) {
        SinkSettings settings = fullBatchesOnly();
        return new SinkSettings(settings.client(), settings.linger(), settings.maxRecordBytes(), retryTimeout);
    }
}
