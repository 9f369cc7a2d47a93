package io.recoflow.emr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code spark-submit} is told before the job's jar.
 *
 * @param options by name with its dashes, {@code --conf} left out
 * @param settings of all {@code --conf}
 * @param rest from the jar on
 */
record SparkArguments(Map<String, String> options, Map<String, String> settings, List<String> rest) {

    /** @throws IllegalArgumentException where an option has no value, or stands there twice */
    static SparkArguments parse(List<String> words) {
        Map<String, String> options = new LinkedHashMap<>();
        Map<String, String> settings = new LinkedHashMap<>();
        int next = 0;
        while (next < words.size() && words.get(next).startsWith("--")) {
            String option = words.get(next);
            if (next + 1 == words.size()) {
                throw new IllegalArgumentException(option + " has no value");
            }
            String value = words.get(next + 1);
            if (option.equals("--conf")) {
                String[] setting = value.split("=", 2);
                putOnce(settings, setting[0], setting[1]);
            } else {
                putOnce(options, option, value);
            }
            next += 2;
        }
        return new SparkArguments(options, settings, new ArrayList<>(words.subList(next, words.size())));
    }

    private static void putOnce(Map<String, String> values, String name, String value) {
        if (values.put(name, value) != null) {
            throw new IllegalArgumentException(name + " is there twice");
        }
    }

    String option(String name) {
        return options.getOrDefault(name, "");
    }

    String setting(String name) {
        return settings.getOrDefault(name, "");
    }
}
