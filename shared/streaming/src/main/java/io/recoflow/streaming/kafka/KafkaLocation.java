package io.recoflow.streaming.kafka;

import io.recoflow.runtime.secret.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a cluster is, and how one logs in to it. Prints without the values of the login.
 *
 * @param servers {@code host:port}, comma-separated: some of the cluster's, which tell the others
 * @param login by Kafka's own keys: {@code security.protocol}, {@code sasl.*}, {@code ssl.*}
 */
public record KafkaLocation(String servers, Map<String, Secret> login) {

    private static final String SERVERS = "bootstrap.servers";

    /** Before the keys of a client, among the options of Spark's source and sink. */
    private static final String OF_THE_CLIENT = "kafka.";

    private static final Pattern SENSITIVE = Pattern.compile("jaas|password|secret|token|key$");

    /** In the text of {@code sasl.jaas.config}. */
    private static final Pattern PASSWORD = Pattern.compile("(?i)(?:password|secret)\\s*=\\s*\"?([^\";]+)\"?");

    public KafkaLocation {
        login = Map.copyOf(login);
    }

    /** What of the login nobody may see, and the passwords in it by themselves. */
    public List<Secret> secrets() {
        return login.entrySet().stream()
                .filter(setting -> SENSITIVE.matcher(setting.getKey()).find())
                .map(setting -> setting.getValue().reveal())
                .flatMap(value -> Stream.concat(
                        Stream.of(value), PASSWORD.matcher(value).results().map(found -> found.group(1))))
                .map(Secret::new)
                .toList();
    }

    /** As a client of Kafka takes it. */
    Map<String, String> client() {
        Map<String, String> settings = new HashMap<>();
        login.forEach((key, value) -> settings.put(key, value.reveal()));
        settings.put(SERVERS, servers);
        return settings;
    }

    /** As Spark's source and sink take it. */
    Map<String, String> options() {
        return client().entrySet().stream()
                .collect(Collectors.toMap(setting -> OF_THE_CLIENT + setting.getKey(), Map.Entry::getValue));
    }
}
