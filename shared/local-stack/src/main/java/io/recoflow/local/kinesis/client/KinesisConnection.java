package io.recoflow.local.kinesis.client;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClientBuilder;

/** How Kinesis is spoken to, on AWS and on this machine. */
public final class KinesisConnection implements AutoCloseable {
    public static final String LOCAL_ACCESS_KEY = "local";
    public static final String LOCAL_SECRET_KEY = "local";
    public static final Region LOCAL_REGION = Region.US_EAST_1;

    private static final String CBOR_PROPERTY = "aws.cborEnabled";
    private static final String CBOR_VARIABLE = "CBOR_ENABLED";

    /** Node.js closes a connection after five idle seconds, which fails a request that is sent at that moment. */
    private static final Duration MOST_IDLE = Duration.ofSeconds(2);

    private static final Duration CALL_LIMIT = Duration.ofSeconds(10);
    private static final int THREADS = 2;
    private static final long CLOSE_SECONDS = 5;

    /** The client's own would take two seconds to end. */
    private final SdkEventLoopGroup eventLoops;

    private final KinesisAsyncClient client;

    private KinesisConnection(SdkEventLoopGroup eventLoops, KinesisAsyncClient client) {
        this.eventLoops = eventLoops;
        this.client = client;
    }

    /** For a local Kinesis it switches CBOR off in the whole virtual machine, unless someone has decided about it. */
    public static KinesisConnection open(StreamLocation location) {
        SdkEventLoopGroup eventLoops =
                SdkEventLoopGroup.builder().numberOfThreads(THREADS).build();
        KinesisAsyncClientBuilder builder = KinesisAsyncClient.builder()
                .credentialsProvider(credentials(location))
                // The SDK takes HTTP/2 for Kinesis, which kinesalite does not speak.
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .protocol(Protocol.HTTP1_1)
                        .eventLoopGroup(eventLoops)
                        .connectionMaxIdleTime(MOST_IDLE))
                // A put that is tried again may be stored twice, so the caller decides.
                .overrideConfiguration(override ->
                        override.apiCallTimeout(CALL_LIMIT).retryStrategy(retries -> retries.maxAttempts(1)));
        if (location.region() != null) {
            builder.region(Region.of(location.region()));
        } else if (location.endpoint() != null) {
            builder.region(LOCAL_REGION);
        }
        if (location.endpoint() != null) {
            if (System.getProperty(CBOR_PROPERTY) == null && System.getenv(CBOR_VARIABLE) == null) {
                System.setProperty(CBOR_PROPERTY, "false");
            }
            builder.endpointOverride(location.endpoint());
        }
        return new KinesisConnection(eventLoops, builder.build());
    }

    /** It tries nothing twice. */
    public KinesisAsyncClient client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
        eventLoops
                .eventLoopGroup()
                .shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly();
    }

    private static AwsCredentialsProvider credentials(StreamLocation location) {
        if (location.endpoint() == null) {
            return DefaultCredentialsProvider.builder().build();
        }
        return AwsCredentialsProviderChain.of(
                SystemPropertyCredentialsProvider.create(),
                EnvironmentVariableCredentialsProvider.create(),
                StaticCredentialsProvider.create(AwsBasicCredentials.create(LOCAL_ACCESS_KEY, LOCAL_SECRET_KEY)));
    }

    /** The failure itself, without what a future wraps it in. */
    public static Throwable cause(Throwable failure) {
        @Nullable Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
