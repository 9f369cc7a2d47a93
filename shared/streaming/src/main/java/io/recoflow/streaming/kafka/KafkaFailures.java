package io.recoflow.streaming.kafka;

import io.recoflow.runtime.failure.Causes;
import io.recoflow.streaming.broker.BrokerFailure;
import io.recoflow.streaming.broker.BrokerFailure.Kind;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.spark.SparkThrowable;

/** What failures of Kafka mean. */
final class KafkaFailures {

    static final String FIX = "Check the servers, the topics' names, the login and its permissions";

    /** Of Spark's source, for whatever it looked for and did not find. */
    private static final String DATA_LOSS = "KAFKA_DATA_LOSS";

    private KafkaFailures() {}

    static Optional<BrokerFailure> in(Throwable failure) {
        Optional<Throwable> lost =
                Causes.of(failure).stream().filter(KafkaFailures::isDataLoss).findFirst();
        return lost.isPresent()
                ? lost.map(found -> new BrokerFailure(Kind.DATA_LOSS, lostRecords(found), FIX))
                : Causes.find(failure, KafkaException.class)
                        .map(found -> new BrokerFailure(Kind.UNAVAILABLE, message(found), FIX));
    }

    /** Of what is behind it, too: Kafka's own messages often say only that something failed. */
    static String message(KafkaException failure) {
        if (failure instanceof UnknownTopicOrPartitionException) {
            return "the cluster has no such topic";
        }
        String own = String.valueOf(failure.getMessage());
        return failure.getCause() == null
                ? own
                : own + ": " + String.valueOf(failure.getCause().getMessage());
    }

    private static boolean isDataLoss(Throwable link) {
        return link instanceof OffsetOutOfRangeException
                || link instanceof SparkThrowable told
                        && told.getCondition() != null
                        && told.getCondition().startsWith(DATA_LOSS);
    }

    private static String lostRecords(Throwable found) {
        String told = String.valueOf(found.getMessage()).lines().findFirst().orElse("");
        return "records were gone before they were read: " + told;
    }
}
