package io.recoflow.kinesis.client;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedSupplier;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ConsumerDescription;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;

/** The stream's registered fan-out consumers, as far as this process uses them. */
final class FanOutConsumers {

    private static final Duration REGISTRATION_LIMIT = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final KinesisAsyncClient kinesis;
    private final AwsFailures failures;
    private final Duration callTimeout;
    private final ConcurrentMap<String, String> arns = new ConcurrentHashMap<>();

    FanOutConsumers(KinesisAsyncClient kinesis, AwsFailures failures, Duration callTimeout) {
        this.kinesis = kinesis;
        this.failures = failures;
        this.callTimeout = callTimeout;
    }

    /** Registers a consumer where it does not exist, and waits until it is active. */
    void register(String consumerName, String streamArn) {
        arns.put(consumerName, active(consumerName, () -> described(consumerName, streamArn)
                .orElseGet(() -> registered(consumerName, streamArn))));
    }

    /** Deregisters a consumer where it exists. */
    void deregister(String consumerName, String streamArn) {
        arns.remove(consumerName);
        try {
            failures.answer(kinesis.deregisterStreamConsumer(request ->
                    request.streamARN(streamArn).consumerName(consumerName).overrideConfiguration(this::limit)));
        } catch (KinesisException e) {
            if (e.kind() != KinesisException.Kind.NOT_FOUND) {
                throw e;
            }
        }
    }

    /**
     * The ARN of a consumer. It is not registered here: who deregisters it under a running query shall not find it there
     * again.
     *
     * @throws KinesisException where there is none of this name
     */
    String arn(String consumerName, Supplier<String> streamArn) {
        return arns.computeIfAbsent(consumerName, name -> {
            String stream = streamArn.get();
            return active(name, () -> described(name, stream)
                    .orElseThrow(() -> new KinesisException(
                            KinesisException.Kind.NOT_FOUND,
                            "The fan-out consumer " + name + " is no longer registered with the stream, because someone"
                                    + " deregistered it. Start the query again, which registers it")));
        });
    }

    /** The ARN of a consumer whose known one Kinesis no longer knows. */
    String present(String consumerName, String outdatedArn, Supplier<String> streamArn) {
        arns.remove(consumerName, outdatedArn);
        return arn(consumerName, streamArn);
    }

    private static String active(String consumerName, CheckedSupplier<ConsumerDescription> look) {
        RetryPolicy<ConsumerDescription> untilActive = RetryPolicy.<ConsumerDescription>builder()
                // What fails is the caller's to try again.
                .handleIf((consumer, failure) -> failure == null && consumer.consumerStatus() != ConsumerStatus.ACTIVE)
                .withDelay(PAUSE)
                .withMaxRetries(-1)
                .withMaxDuration(REGISTRATION_LIMIT)
                .build();
        ConsumerDescription consumer = Failsafe.with(untilActive).get(look);
        if (consumer.consumerStatus() != ConsumerStatus.ACTIVE) {
            throw new KinesisException(
                    KinesisException.Kind.UNAVAILABLE,
                    "The fan-out consumer " + consumerName + " is not active: it was registered more than "
                            + REGISTRATION_LIMIT.toSeconds()
                            + " s ago. Look at it in the Kinesis console, and start the query again");
        }
        return consumer.consumerARN();
    }

    private ConsumerDescription registered(String consumerName, String streamArn) {
        try {
            failures.answer(kinesis.registerStreamConsumer(request ->
                    request.streamARN(streamArn).consumerName(consumerName).overrideConfiguration(this::limit)));
        } catch (KinesisException e) {
            // Another process of the query may have been quicker.
            if (!(e.getCause() instanceof ResourceInUseException)) {
                throw e;
            }
        }
        return described(consumerName, streamArn)
                .orElseThrow(() -> new KinesisException(
                        KinesisException.Kind.NOT_FOUND,
                        "The fan-out consumer " + consumerName
                                + " was registered and is not there. Look whether another process deregisters it"));
    }

    private Optional<ConsumerDescription> described(String consumerName, String streamArn) {
        try {
            return Optional.of(failures.answer(kinesis.describeStreamConsumer(request -> request.streamARN(streamArn)
                            .consumerName(consumerName)
                            .overrideConfiguration(this::limit)))
                    .consumerDescription());
        } catch (KinesisException e) {
            if (e.kind() == KinesisException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void limit(AwsRequestOverrideConfiguration.Builder call) {
        call.apiCallAttemptTimeout(callTimeout);
    }
}
