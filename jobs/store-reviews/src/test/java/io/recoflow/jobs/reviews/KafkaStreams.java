package io.recoflow.jobs.reviews;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.recoflow.jobs.reviews.ReviewServices.ReviewStreams;
import io.recoflow.jobs.reviews.ReviewServices.Sent;
import io.recoflow.local.kafka.LocalKafka;
import io.recoflow.local.kafka.LocalTopics;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Of a Kafka of this machine. */
final class KafkaStreams implements ReviewStreams {

    private final LocalKafka kafka = LocalKafka.start();
    private final LocalTopics topics = LocalTopics.at(kafka.servers());

    @Override
    public void create(String name) {
        topics.create(name, 2);
    }

    @Override
    public List<String> arguments() {
        return List.of("--kafka-servers", kafka.servers());
    }

    @Override
    public void put(String name, List<Sent> records) {
        topics.put(records.stream()
                .map(sent -> new ProducerRecord<>(name, sent.partitionKey().getBytes(UTF_8), sent.data())));
    }

    @Override
    public void split(String name) {
        topics.grow(name, 3);
    }

    @Override
    public void close() {
        topics.close();
        kafka.close();
    }
}
