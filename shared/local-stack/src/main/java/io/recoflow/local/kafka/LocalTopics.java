package io.recoflow.local.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics of a local Kafka, and what is put into them. */
public final class LocalTopics implements AutoCloseable {

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;

    private LocalTopics(Admin admin, KafkaProducer<byte[], byte[]> producer) {
        this.admin = admin;
        this.producer = producer;
    }

    /** @param servers of a local Kafka */
    public static LocalTopics at(String servers) {
        Map<String, Object> settings = Map.of("bootstrap.servers", servers);
        return new LocalTopics(
                Admin.create(settings),
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** Creates a topic, and returns when it is there. */
    public void create(String topic, int partitions) {
        done(admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                .all());
    }

    /** Deletes a topic, and returns when it is gone. */
    public void delete(String topic) {
        done(admin.deleteTopics(List.of(topic)).all());
    }

    /** Sets one of a topic's settings. */
    public void set(String topic, String setting, String value) {
        done(admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET))))
                .all());
    }

    /** Gives a topic more partitions: keys go elsewhere from now on. */
    public void grow(String topic, int partitions) {
        done(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                .all());
    }

    /** Deletes the records of a partition in front of an offset, as happens when they expire. */
    public void expire(String topic, int partition, long before) {
        done(admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(before)))
                .all());
    }

    /** Puts records, and returns when the broker has them. */
    public void put(Stream<ProducerRecord<byte[], byte[]>> records) {
        records.map(producer::send).toList().forEach(LocalTopics::done);
    }

    @Override
    public void close() {
        producer.close(CLOSE_LIMIT);
        admin.close(CLOSE_LIMIT);
    }

    /** Whether the broker does. */
    boolean answer() {
        return !done(admin.describeCluster().nodes()).isEmpty();
    }

    private static <T> T done(Future<T> asked) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The local Kafka did not do it: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the local Kafka was asked", e);
        }
    }
}
