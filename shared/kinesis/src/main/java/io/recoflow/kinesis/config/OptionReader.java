package io.recoflow.kinesis.config;

import io.recoflow.kinesis.client.AssumedRole;
import io.recoflow.kinesis.client.ClientSettings;
import io.recoflow.kinesis.client.StreamShard;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.network.util.JavaUtils;
import org.jspecify.annotations.Nullable;

/** Reads options and collects what is wrong with them, so that all problems are told at once. */
final class OptionReader {

    private final Map<String, String> given;
    private final boolean isSink;
    private final List<String> problems = new ArrayList<>();

    OptionReader(Map<String, String> options, KinesisOption.Use use, List<String> sparksOwn) {
        this.given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        given.putAll(options);
        this.isSink = use == KinesisOption.Use.SINK;
        List<KinesisOption> known = KinesisOption.of(use);
        for (String key : given.keySet()) {
            if (known.stream().noneMatch(option -> option.key().equalsIgnoreCase(key))
                    && sparksOwn.stream().noneMatch(key::equalsIgnoreCase)) {
                problem("option \"" + key + "\" is not known here" + elsewhere(key) + "; known are "
                        + String.join(
                                ", ", known.stream().map(KinesisOption::key).toList()));
            }
        }
    }

    private static String elsewhere(String key) {
        return Arrays.stream(KinesisOption.values())
                .filter(option -> option.key().equalsIgnoreCase(key))
                .map(option -> ", but for " + option.users())
                .findFirst()
                .orElse("");
    }

    void problem(String text) {
        problems.add(text);
    }

    /** @throws IllegalArgumentException with all problems, if there are any */
    void check() {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("The options of recoflow-kinesis cannot be used: "
                    + String.join("; ", problems) + ". Correct them and start again");
        }
    }

    boolean isGiven(KinesisOption option) {
        return !given.getOrDefault(option.key(), "").isBlank();
    }

    @Nullable String text(KinesisOption option) {
        return isGiven(option) ? Objects.requireNonNull(given.get(option.key())).trim() : option.defaultText();
    }

    ClientSettings client() {
        String name = text(KinesisOption.STREAM_NAME);
        String arn = text(KinesisOption.STREAM_ARN);
        if ((name == null) == (arn == null)) {
            problem("give either streamName or streamArn");
        }
        String endpoint = text(KinesisOption.ENDPOINT);
        if (endpoint != null && !isAbsolute(endpoint)) {
            problem("endpoint is not a URL: " + endpoint);
        }
        String wanted = arn != null ? arn : name;
        return new ClientSettings(
                wanted == null ? "" : streams(wanted),
                text(KinesisOption.REGION),
                endpoint,
                role(),
                duration(KinesisOption.CALL_TIMEOUT, Duration.ofMillis(1)));
    }

    /** By name in order: the order in which they are given makes no other source. */
    private String streams(String text) {
        List<String> streams = Arrays.stream(text.split(",", -1))
                .map(String::trim)
                .sorted(Comparator.comparing(StreamShard::streamName))
                .toList();
        List<String> names = streams.stream().map(StreamShard::streamName).toList();
        if (names.contains("")) {
            problem("a stream has no name: " + text);
        }
        if (Set.copyOf(names).size() < names.size()) {
            problem("two streams of a source have the same name: " + text);
        }
        if (isSink && names.size() > 1) {
            problem("the sink writes to one stream, not to several: " + text);
        }
        return String.join(",", streams);
    }

    private @Nullable AssumedRole role() {
        String arn = text(KinesisOption.ROLE_ARN);
        if (arn != null) {
            return new AssumedRole(
                    arn,
                    Objects.requireNonNull(text(KinesisOption.ROLE_SESSION_NAME)),
                    text(KinesisOption.ROLE_EXTERNAL_ID));
        }
        for (KinesisOption option : List.of(KinesisOption.ROLE_SESSION_NAME, KinesisOption.ROLE_EXTERNAL_ID)) {
            if (isGiven(option)) {
                problem(option.key() + " is for a roleArn only");
            }
        }
        return null;
    }

    private static boolean isAbsolute(String url) {
        try {
            return URI.create(url).isAbsolute();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    Duration duration(KinesisOption option, Duration least) {
        return parsed(option, "a duration such as 200ms, 5s or 10m", least, text -> {
            Duration value = Duration.ofMillis(JavaUtils.timeStringAsMs(text));
            return value.compareTo(least) < 0 ? null : value;
        });
    }

    /** A size in bytes; {@code Long.MAX_VALUE} where it is neither given nor has a default. */
    long bytes(KinesisOption option) {
        return parsed(option, "a size of at least 1 byte, such as 512k or 64m", Long.MAX_VALUE, text -> {
            long value = JavaUtils.byteStringAsBytes(text);
            return value < 1 ? null : value;
        });
    }

    /** A number of at least 1; {@code Long.MAX_VALUE} where it is neither given nor has a default. */
    long count(KinesisOption option) {
        return parsed(option, "a whole number of at least 1", Long.MAX_VALUE, text -> {
            long value = Long.parseLong(text);
            return value < 1 ? null : value;
        });
    }

    boolean flag(KinesisOption option) {
        return parsed(option, "true or false", true, text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        });
    }

    /**
     * @param form what is accepted, for the message
     * @param otherwise where it is not given, or wrong
     * @param parser null or an exception where the text is wrong
     */
    <T> T parsed(KinesisOption option, String form, T otherwise, Function<String, @Nullable T> parser) {
        String text = text(option);
        if (text == null) {
            return otherwise;
        }
        T value = null;
        try {
            value = parser.apply(text);
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            // Told below, with what is accepted.
        }
        if (value == null) {
            problem(option.key() + " is not " + form + ": " + text);
            return otherwise;
        }
        return value;
    }
}
