package io.recoflow.kinesis.client;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ConsumerDescription;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/** The stream's registered fan-out consumers, as far as this process uses them. */
final class FanOutConsumers {

    private static final Duration REGISTRATION_LIMIT = Duration.ofMinutes(2);
    private static final Duration ATTEMPT_LIMIT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final KinesisAsyncClient kinesis;
    private final ConcurrentMap<String, String> arns = new ConcurrentHashMap<>();

    FanOutConsumers(KinesisAsyncClient kinesis) {
        this.kinesis = kinesis;
    }

    /** The ARN of a consumer that is active; registers it where it does not exist. */
    String arn(String consumerName, Supplier<String> streamArn) {
        return arns.computeIfAbsent(consumerName, name -> active(name, streamArn.get()));
    }

    private String active(String consumerName, String streamArn) {
        RetryPolicy<ConsumerDescription> untilActive = RetryPolicy.<ConsumerDescription>builder()
                .handleResultIf(consumer -> consumer == null || consumer.consumerStatus() != ConsumerStatus.ACTIVE)
                .withDelay(PAUSE)
                .withMaxRetries(-1)
                .withMaxDuration(REGISTRATION_LIMIT)
                .build();
        ConsumerDescription consumer =
                Failsafe.with(untilActive).get(() -> describedOrRegistered(consumerName, streamArn));
        if (consumer == null || consumer.consumerStatus() != ConsumerStatus.ACTIVE) {
            throw new KinesisException(
                    KinesisException.Kind.UNAVAILABLE,
                    "The fan-out consumer " + consumerName + " is not active: it was registered more than "
                            + REGISTRATION_LIMIT.toSeconds()
                            + " s ago. Look at it in the Kinesis console, and start the query again");
        }
        return consumer.consumerARN();
    }

    private ConsumerDescription describedOrRegistered(String consumerName, String streamArn) {
        try {
            return described(consumerName, streamArn);
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof ResourceNotFoundException)) {
                throw AwsFailures.translated(e);
            }
        }
        try {
            kinesis.registerStreamConsumer(request -> request.streamARN(streamArn)
                            .consumerName(consumerName)
                            .overrideConfiguration(FanOutConsumers::limit))
                    .join();
        } catch (CompletionException e) {
            // Another process of the query may have been quicker.
            if (!(e.getCause() instanceof ResourceInUseException)) {
                throw AwsFailures.translated(e);
            }
        }
        return AwsKinesisStreamClient.answer(kinesis.describeStreamConsumer(request -> request.streamARN(streamArn)
                        .consumerName(consumerName)
                        .overrideConfiguration(FanOutConsumers::limit)))
                .consumerDescription();
    }

    private static void limit(AwsRequestOverrideConfiguration.Builder call) {
        call.apiCallAttemptTimeout(ATTEMPT_LIMIT);
    }

    private ConsumerDescription described(String consumerName, String streamArn) {
        return kinesis.describeStreamConsumer(request -> request.streamARN(streamArn)
                        .consumerName(consumerName)
                        .overrideConfiguration(FanOutConsumers::limit))
                .join()
                .consumerDescription();
    }
}
