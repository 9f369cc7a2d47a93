package io.recoflow.runtime.option;

import io.recoflow.runtime.failure.Problem;
import io.recoflow.runtime.storage.TextFile;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The file of {@code --config}: Java properties in UTF-8, whose keys are option names. */
final class ConfigFile {

    private final JobOptions options;

    ConfigFile(JobOptions options) {
        this.options = options;
    }

    record Result(Map<String, String> values, List<Problem> problems) {}

    /** Values of known options, unread values of secrets included; problems for everything else. */
    Result read(String path) {
        List<Problem> problems = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>();
        Properties properties = new Properties() {
            @Override
            public synchronized Object put(Object key, Object value) {
                if (values.put((String) key, (String) value) != null) {
                    problems.add(givenTwice(Suggestion.nameIn((String) key), path));
                }
                return value;
            }
        };
        try {
            properties.load(new StringReader(TextFile.read(path)));
        } catch (IllegalArgumentException malformed) {
            return new Result(Map.of(), List.of(unreadable(path, "it has a malformed \\u escape")));
        } catch (IOException failure) {
            return new Result(Map.of(), List.of(unreadable(path, String.valueOf(failure.getMessage()))));
        }
        values.keySet().removeIf(key -> {
            boolean unknown = options.inConfigFile().stream()
                    .noneMatch(option -> option.name().equals(key));
            if (unknown) {
                problems.add(unknown(Suggestion.nameIn(key), path));
            }
            return unknown;
        });
        return new Result(values, problems);
    }

    private Problem unknown(String key, String path) {
        return Problem.unknownName(
                key + " in config file " + path + " is not an option of " + options.jobName(),
                Suggestion.nearest(key, options.inConfigFile().stream().map(Option::name)),
                options.jobName());
    }

    private static Problem givenTwice(String key, String path) {
        return new Problem(
                key + " is set more than once in config file " + path,
                "an option has one value",
                "Keep the one that is meant and remove the others.");
    }

    private static Problem unreadable(String path, String reason) {
        return new Problem(
                "Config file " + path + " cannot be read",
                reason,
                "Give --config the path of a properties file in UTF-8 that this user can read.");
    }
}
