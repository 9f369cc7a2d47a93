package io.recoflow.bench.recommend;

import io.recoflow.local.kinesis.Kinesalite;
import io.recoflow.local.kinesis.client.LocalStreams;
import io.recoflow.local.kinesis.client.StreamLocation;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** A local Kinesis of its own with the two streams of the shop, of two shards each. */
final class ShopStreams implements AutoCloseable {

    static final String ACTIVITY = "user-activity";
    static final String RECOMMENDATIONS = "recommendations";
    static final int SHARDS = 2;
    static final Region REGION = Region.US_EAST_1;

    /** Any will do. */
    static final String CREDENTIAL = "local";

    /** Node.js closes a connection after five idle seconds, which fails a request that is sent at that moment. */
    private static final Duration MOST_IDLE = Duration.ofSeconds(2);

    private final Kinesalite server;
    private final KinesisAsyncClient kinesis;

    private ShopStreams(Kinesalite server, KinesisAsyncClient kinesis) {
        this.server = server;
        this.kinesis = kinesis;
    }

    /** Starts the server, and returns when the streams are there. */
    static ShopStreams start() {
        Kinesalite server = Kinesalite.start();
        LocalStreams.create(server.endpoint(), List.of(ACTIVITY, RECOMMENDATIONS), SHARDS);
        return new ShopStreams(server, client(server.endpoint()));
    }

    URI endpoint() {
        return server.endpoint();
    }

    StreamLocation activity() {
        return StreamLocation.local(endpoint(), ACTIVITY);
    }

    StreamLocation recommendations() {
        return StreamLocation.local(endpoint(), RECOMMENDATIONS);
    }

    KinesisAsyncClient kinesis() {
        return kinesis;
    }

    /** The server's process, found by its port. */
    ProcessHandle process() {
        String port = String.valueOf(endpoint().getPort());
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().arguments().stream()
                        .anyMatch(arguments -> List.of(arguments).contains(port)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No process of kinesalite on port " + port));
    }

    @Override
    public void close() {
        kinesis.close();
        server.close();
    }

    private static KinesisAsyncClient client(URI endpoint) {
        return KinesisAsyncClient.builder()
                .endpointOverride(endpoint)
                .region(REGION)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(CREDENTIAL, CREDENTIAL)))
                // The SDK takes HTTP/2 for Kinesis, which kinesalite does not speak.
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .protocol(Protocol.HTTP1_1)
                        .connectionMaxIdleTime(MOST_IDLE))
                .build();
    }
}
