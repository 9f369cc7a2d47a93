package io.recoflow.kinesis.client;

import io.recoflow.kinesis.offset.ShardPosition;
import io.recoflow.kinesis.offset.ShardPosition.AfterSequenceNumber;
import io.recoflow.kinesis.offset.ShardPosition.AtTimestamp;
import io.recoflow.kinesis.offset.ShardPosition.TrimHorizon;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.ProtocolNegotiation;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClientBuilder;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryResponse;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.utils.Lazy;

/** A stream of AWS, or of what speaks its protocol, by the AWS SDK. */
final class AwsKinesisStreamClient implements KinesisStreamClient {

    /** For a time; kinesalite, which answers in milliseconds or never, is not waited for longer. */
    private static final Duration LOCAL_ITERATOR_LIMIT = Duration.ofSeconds(2);

    /** Beyond callTimeout, so that it is this which ends a call. */
    private static final Duration SILENCE_BEYOND = Duration.ofSeconds(30);

    /** Of calls, which take milliseconds each. */
    private static final int CONNECTIONS = 256;

    /** Each of a shard's, and open for five minutes; they share connections. */
    private static final int SUBSCRIPTIONS = 10_000;

    private final KinesisAsyncClient kinesis;

    /** Only enhanced fan-out needs HTTP/2, which not every local Kinesis speaks. */
    private final Lazy<KinesisAsyncClient> pushing;

    private final @Nullable String name;
    private final @Nullable String arn;
    private final boolean isLocal;
    private final Duration callTimeout;
    private final AwsFailures failures = new AwsFailures();
    private final FanOutConsumers consumers;

    private AwsKinesisStreamClient(
            KinesisAsyncClient kinesis, Lazy<KinesisAsyncClient> pushing, ClientSettings settings) {
        this.kinesis = kinesis;
        this.pushing = pushing;
        this.name = isArn(settings.stream()) ? null : settings.stream();
        this.arn = isArn(settings.stream()) ? settings.stream() : null;
        this.isLocal = isPlain(settings);
        this.callTimeout = settings.callTimeout();
        this.consumers = new FanOutConsumers(kinesis, failures, callTimeout);
    }

    static KinesisStreamClient open(ClientSettings settings) {
        return open(settings, Credentials.of(settings));
    }

    static KinesisStreamClient open(ClientSettings settings, AwsCredentialsProvider credentials) {
        return new AwsKinesisStreamClient(
                client(settings, credentials, Protocol.HTTP1_1),
                new Lazy<>(() -> client(settings, credentials, Protocol.HTTP2)),
                settings);
    }

    private static KinesisAsyncClient client(
            ClientSettings settings, AwsCredentialsProvider credentials, Protocol protocol) {
        KinesisAsyncClientBuilder builder = KinesisAsyncClient.builder()
                // Named, because the platforms bring other HTTP clients that the SDK would find ambiguous.
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .protocol(protocol)
                        .protocolNegotiation(negotiation(settings, protocol))
                        .maxConcurrency(protocol == Protocol.HTTP2 ? SUBSCRIPTIONS : CONNECTIONS)
                        .readTimeout(settings.callTimeout().plus(SILENCE_BEYOND))
                        .writeTimeout(settings.callTimeout().plus(SILENCE_BEYOND)))
                .credentialsProvider(credentials)
                // Retries are the caller's, who knows how long it may take.
                .overrideConfiguration(override -> override.retryStrategy(retries -> retries.maxAttempts(1)));
        if (settings.region() != null) {
            builder.region(Region.of(settings.region()));
        }
        if (settings.endpoint() != null) {
            builder.endpointOverride(URI.create(settings.endpoint()));
        }
        return builder.build();
    }

    /** A server with TLS may insist on being asked for HTTP/2; without TLS there is no asking. */
    private static ProtocolNegotiation negotiation(ClientSettings settings, Protocol protocol) {
        return protocol == Protocol.HTTP2 && !isPlain(settings)
                ? ProtocolNegotiation.ALPN
                : ProtocolNegotiation.ASSUME_PROTOCOL;
    }

    /** AWS is asked with TLS only. */
    private static boolean isPlain(ClientSettings settings) {
        return settings.endpoint() != null && settings.endpoint().startsWith("http:");
    }

    @Override
    public StreamSummary describe() {
        DescribeStreamSummaryResponse response = describeStream();
        StreamDescriptionSummary summary = response.streamDescriptionSummary();
        return new StreamSummary(
                summary.streamName(),
                Duration.ofHours(Objects.requireNonNullElse(summary.retentionPeriodHours(), 24)),
                Objects.requireNonNullElse(summary.streamCreationTimestamp(), Instant.EPOCH),
                response.sdkHttpResponse()
                        .firstMatchingHeader("Date")
                        .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)))
                        .orElseGet(Instant::now));
    }

    @Override
    public List<Shard> listShards() {
        List<Shard> shards = new ArrayList<>();
        String next = null;
        do {
            ListShardsRequest.Builder request =
                    ListShardsRequest.builder().overrideConfiguration(each -> each.apiCallAttemptTimeout(callTimeout));
            // A request for a further page may not name the stream again.
            ListShardsResponse response = failures.answer(kinesis.listShards(
                    next == null
                            ? request.streamName(name).streamARN(arn).build()
                            : request.nextToken(next).build()));
            response.shards().forEach(shard -> shards.add(shard(shard)));
            next = response.nextToken();
        } while (next != null);
        return shards;
    }

    @Override
    public String shardIterator(String shardId, ShardPosition position) {
        GetShardIteratorRequest.Builder request = GetShardIteratorRequest.builder()
                .streamName(name)
                .streamARN(arn)
                .shardId(shardId)
                .overrideConfiguration(each -> each.apiCallAttemptTimeout(iteratorLimit(position)));
        if (position instanceof AfterSequenceNumber after) {
            request.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                    .startingSequenceNumber(after.sequenceNumber());
        } else if (position instanceof AtTimestamp at) {
            request.shardIteratorType(ShardIteratorType.AT_TIMESTAMP).timestamp(at.time());
        } else if (position instanceof TrimHorizon) {
            request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
        } else {
            throw new IllegalArgumentException("Nothing is read from " + position);
        }
        try {
            return failures.answer(kinesis.getShardIterator(request.build())).shardIterator();
        } catch (KinesisException e) {
            if (e.kind() == KinesisException.Kind.TIMEOUT && mayNeverBeAnswered(position)) {
                // Kinesalite does not answer before it has a record as recent as that.
                return shardIterator(shardId, new TrimHorizon());
            }
            throw e;
        }
    }

    private Duration iteratorLimit(ShardPosition position) {
        return mayNeverBeAnswered(position) && LOCAL_ITERATOR_LIMIT.compareTo(callTimeout) < 0
                ? LOCAL_ITERATOR_LIMIT
                : callTimeout;
    }

    private boolean mayNeverBeAnswered(ShardPosition position) {
        return isLocal && position instanceof AtTimestamp;
    }

    @Override
    public RecordPage getRecords(String iterator, int limit) {
        GetRecordsResponse response = failures.answer(kinesis.getRecords(GetRecordsRequest.builder()
                .shardIterator(iterator)
                .streamARN(arn)
                .limit(limit)
                .overrideConfiguration(each -> each.apiCallAttemptTimeout(callTimeout))
                .build()));
        return new RecordPage(
                response.records().stream().map(AwsKinesisStreamClient::record).toList(),
                response.nextShardIterator(),
                Objects.requireNonNullElse(response.millisBehindLatest(), 0L),
                response.nextShardIterator() == null,
                children(response.childShards()));
    }

    @Override
    public ShardSubscription subscribe(String consumer, String shardId, ShardPosition position) {
        return isArn(consumer)
                ? subscription(consumer, shardId, position)
                : new NamedSubscription(
                        consumers.arn(consumer, this::streamArn),
                        outdated -> consumers.present(consumer, outdated, this::streamArn),
                        (consumerArn, from) -> subscription(consumerArn, shardId, from),
                        position);
    }

    private ShardSubscription subscription(String consumerArn, String shardId, ShardPosition position) {
        return AwsShardSubscription.open(pushing.getValue(), failures, consumerArn, shardId, position);
    }

    @Override
    public void registerConsumer(String consumerName) {
        consumers.register(consumerName, streamArn());
    }

    @Override
    public void deregisterConsumer(String consumerName) {
        consumers.deregister(consumerName, streamArn());
    }

    @Override
    public CompletableFuture<List<PutOutcome>> putRecords(List<OutgoingRecord> records) {
        PutRecordsRequest request = PutRecordsRequest.builder()
                .streamName(name)
                .streamARN(arn)
                .records(records.stream()
                        .map(record -> PutRecordsRequestEntry.builder()
                                .partitionKey(record.partitionKey())
                                .data(SdkBytes.fromByteArrayUnsafe(record.data()))
                                .build())
                        .toList())
                .overrideConfiguration(each -> each.apiCallAttemptTimeout(callTimeout))
                .build();
        return kinesis.putRecords(request)
                .thenApply(this::outcomes)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(failures.translated(failure)));
    }

    private List<PutOutcome> outcomes(PutRecordsResponse response) {
        failures.answered();
        return response.records().stream()
                .map(each -> new PutOutcome(each.sequenceNumber(), each.errorCode(), each.errorMessage()))
                .toList();
    }

    static KinesisRecord record(Record record) {
        return new KinesisRecord(
                record.sequenceNumber(),
                0,
                record.partitionKey(),
                record.data().asByteArrayUnsafe(),
                record.approximateArrivalTimestamp().toEpochMilli());
    }

    private DescribeStreamSummaryResponse describeStream() {
        return failures.answer(kinesis.describeStreamSummary(request -> request.streamName(name)
                .streamARN(arn)
                .overrideConfiguration(each -> each.apiCallAttemptTimeout(callTimeout))));
    }

    private static boolean isArn(String text) {
        return text.startsWith("arn:");
    }

    private String streamArn() {
        return arn != null ? arn : describeStream().streamDescriptionSummary().streamARN();
    }

    /** The shards that followed a closed one; none where it is open, or the server does not tell. */
    static List<Shard> children(List<ChildShard> children) {
        return children.stream()
                .map(child -> new Shard(
                        child.shardId(),
                        child.parentShards(),
                        new BigInteger(child.hashKeyRange().startingHashKey()),
                        new BigInteger(child.hashKeyRange().endingHashKey())))
                .toList();
    }

    private static Shard shard(software.amazon.awssdk.services.kinesis.model.Shard shard) {
        return new Shard(
                shard.shardId(),
                Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
                        .filter(Objects::nonNull)
                        .toList(),
                new BigInteger(shard.hashKeyRange().startingHashKey()),
                new BigInteger(shard.hashKeyRange().endingHashKey()));
    }
}
