package io.recoflow.streaming.kafka;

import io.recoflow.streaming.broker.StreamAddress;
import java.util.regex.Pattern;

/** A topic of Kafka by its name. */
public final class KafkaAddress {

    /** As Kafka has them; it allows neither of the two that would be folders. */
    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

    private KafkaAddress() {}

    public static StreamAddress of(String topic) {
        return new StreamAddress(topic, topic);
    }

    /** Whether it is a name as Kafka has them. */
    public static boolean isSound(StreamAddress stream) {
        return TOPIC.matcher(stream.name()).matches();
    }
}
