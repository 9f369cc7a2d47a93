package io.recoflow.streaming.kafka;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.streaming.broker.StreamAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** Asks a cluster about topics. Whatever it cannot answer is a {@link JobException} with exit code 3. */
final class KafkaCluster {

    private static final String LONGEST_ANSWER = "30000";
    private static final String LONGEST_REQUEST = "10000";

    private final KafkaLocation location;

    KafkaCluster(KafkaLocation location) {
        this.location = location;
    }

    /** A topic's partitions, ascending. */
    List<Integer> partitions(StreamAddress topic) {
        return asked(topic, admin -> partitions(topic.name(), admin));
    }

    /** The offset of the next record of each partition. */
    Map<Integer, Long> ends(StreamAddress topic) {
        return asked(topic, admin -> offsets(topic.name(), OffsetSpec.latest(), admin));
    }

    /** The offset of the first record of a time or later in each partition; where there is none, of the next record. */
    Map<Integer, Long> at(StreamAddress topic, long epochMillis) {
        return asked(topic, admin -> {
            // Asked first: what comes meanwhile is of a later time.
            Map<Integer, Long> offsets = new HashMap<>(offsets(topic.name(), OffsetSpec.latest(), admin));
            offsets(topic.name(), OffsetSpec.forTimestamp(epochMillis), admin).forEach((partition, offset) -> {
                if (offset >= 0) {
                    offsets.put(partition, offset);
                }
            });
            return offsets;
        });
    }

    private static List<Integer> partitions(String topic, Admin admin) {
        return answer(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                .flatMap(description -> description.partitions().stream())
                .map(TopicPartitionInfo::partition)
                .sorted()
                .toList();
    }

    private static Map<Integer, Long> offsets(String topic, OffsetSpec which, Admin admin) {
        Map<TopicPartition, OffsetSpec> questions = partitions(topic, admin).stream()
                .collect(Collectors.toMap(partition -> new TopicPartition(topic, partition), any -> which));
        Map<TopicPartition, ListOffsetsResultInfo> found =
                answer(admin.listOffsets(questions).all());
        return found.entrySet().stream()
                .collect(Collectors.toMap(each -> each.getKey().partition(), each -> each.getValue()
                        .offset()));
    }

    private <T> T asked(StreamAddress topic, Function<Admin, T> question) {
        Map<String, Object> settings = new HashMap<>(location.client());
        settings.put("default.api.timeout.ms", LONGEST_ANSWER);
        settings.put("request.timeout.ms", LONGEST_REQUEST);
        try (Admin admin = Admin.create(settings)) {
            return question.apply(admin);
        } catch (KafkaException e) {
            throw new JobException(
                    ExitCode.UNAVAILABLE,
                    "Cannot use the stream " + topic,
                    KafkaFailures.message(e),
                    KafkaFailures.FIX,
                    e);
        }
    }

    private static <T> T answer(KafkaFuture<T> asked) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Kafka was asked", e);
        }
    }
}
