package io.recoflow.kinesis.client;

import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

/** The clients of this process. */
public final class KinesisClients {

    /** One client per stream and process, because each holds a connection pool that tasks should share; never closed. */
    private static final ConcurrentMap<ClientSettings, KinesisStreamClient> OPEN = new ConcurrentHashMap<>();

    private KinesisClients() {}

    public static KinesisStreamClient of(ClientSettings settings) {
        List<String> streams = settings.streams();
        return streams.size() == 1
                ? OPEN.computeIfAbsent(settings, KinesisClients::open)
                : new JoinedStreams(streams.stream()
                        .collect(Collectors.toMap(StreamShard::streamName, stream -> of(settings.to(stream)))));
    }

    private static KinesisStreamClient open(ClientSettings settings) {
        return ServiceLoader.load(KinesisClientProvider.class, KinesisClients.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.accepts(settings))
                .findFirst()
                .map(provider -> provider.open(settings))
                .orElseGet(() -> AwsKinesisStreamClient.open(settings));
    }
}
