package io.recoflow.streaming.kafka;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.option.Option;
import io.recoflow.runtime.option.Settings;
import io.recoflow.runtime.secret.Secret;
import io.recoflow.runtime.storage.TextFile;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The options by which jobs find a cluster; where they are given, a job's stream is a topic of it. */
public final class KafkaOptions {

    public static final Option<String> SERVERS = Option.text("kafka-servers")
            .label("HOST:PORT[,HOST:PORT...]")
            .description("Some servers of a Kafka cluster. With them, the stream is a topic of it.");

    public static final Option<String> PROPERTIES = Option.file("kafka-properties")
            .description("How to log in to Kafka: the properties file of a Kafka client, in any file system. Its keys"
                    + " security.protocol, sasl.* and ssl.* count, others are passed over.");

    private static final Pattern SERVER_LIST = Pattern.compile("[^\\s:,]+:\\d{1,5}(\\s*,\\s*[^\\s:,]+:\\d{1,5})*");
    private static final Pattern LOGIN = Pattern.compile("security\\.protocol|sasl\\..+|ssl\\..+");

    private KafkaOptions() {}

    /** Whether the job's stream is one of Kafka. */
    public static boolean areGiven(Settings settings) {
        return settings.find(SERVERS).isPresent();
    }

    /** What is wrong with them, a line each. */
    public static List<String> problems(Settings settings) {
        List<String> problems = new ArrayList<>();
        settings.find(SERVERS)
                .filter(servers -> !SERVER_LIST.matcher(servers).matches())
                .ifPresent(servers -> problems.add("Cannot use " + SERVERS + " " + servers
                        + ": it is no list of servers. Give one such as b-1.shop.example:9092,b-2.shop.example:9092"));
        if (settings.find(PROPERTIES).isPresent() && !areGiven(settings)) {
            problems.add("Cannot use " + PROPERTIES + " alone: it says how to log in, and not where. Give " + SERVERS
                    + " as well");
        }
        return problems;
    }

    /**
     * The cluster; empty where none is given.
     *
     * @throws JobException with exit code 2 where the file cannot be read
     */
    public static Optional<KafkaLocation> location(Settings settings) {
        return settings.find(SERVERS)
                .map(servers -> new KafkaLocation(
                        servers,
                        settings.find(PROPERTIES).map(KafkaOptions::login).orElse(Map.of())));
    }

    private static Map<String, Secret> login(String file) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(TextFile.read(file)));
        } catch (IllegalArgumentException malformed) {
            throw unreadable(file, "it has a malformed \\u escape", malformed);
        } catch (IOException failure) {
            throw unreadable(file, String.valueOf(failure.getMessage()), failure);
        }
        return properties.stringPropertyNames().stream()
                .filter(key -> LOGIN.matcher(key).matches())
                .collect(Collectors.toMap(key -> key, key -> new Secret(properties.getProperty(key))));
    }

    private static JobException unreadable(String file, String cause, Exception failure) {
        return new JobException(
                ExitCode.USAGE,
                "The file " + file + " of " + PROPERTIES + " cannot be read",
                cause,
                "Give the path of a Kafka client's properties file in UTF-8 that this user can read",
                failure);
    }
}
