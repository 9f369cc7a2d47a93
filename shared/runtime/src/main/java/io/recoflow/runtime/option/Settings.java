package io.recoflow.runtime.option;

import io.recoflow.runtime.secret.Redactor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The resolved options of a run. Precedence: default, then the file of {@code --config}, then the environment, then the
 * command line.
 */
public final class Settings {

    private final List<Option<?>> options;
    private final Map<String, Object> values;
    private final Set<String> unresolved;

    /**
     * @param options all options of the job, in the order in which they print
     * @param values the value by option name, already of the option's type
     * @param unresolved names of options that were given, or are required, but have no usable value
     */
    Settings(List<Option<?>> options, Map<String, Object> values, Set<String> unresolved) {
        this.options = List.copyOf(options);
        this.values = Map.copyOf(values);
        this.unresolved = Set.copyOf(unresolved);
    }

    /**
     * The value of an option that is required or has a default.
     *
     * @throws IllegalArgumentException for an option that the job did not declare, or that may be unset and is
     */
    public <T> T get(Option<T> option) {
        return find(option)
                .orElseThrow(() -> new IllegalArgumentException(
                        option + " is not set, and is neither required nor has it a default: ask with find"));
    }

    /**
     * The value of an option, empty where nothing sets it.
     *
     * @throws IllegalArgumentException for an option that the job did not declare
     */
    @SuppressWarnings("unchecked") // what resolves the values takes them from the option's own parser
    public <T> Optional<T> find(Option<T> option) {
        if (options.stream().noneMatch(known -> known.name().equals(option.name()))) {
            throw new IllegalArgumentException(option + " is not among the options that the job declares");
        }
        if (unresolved.contains(option.name())) {
            throw new UnresolvedOptionException(option.name());
        }
        return Optional.ofNullable((T) values.get(option.name()));
    }

    /** Name and value of every option that is set, in a fixed order; secrets and passwords in URLs are redacted. */
    public Map<String, String> printable() {
        Map<String, String> printed = new LinkedHashMap<>();
        for (Option<?> option : options) {
            if (values.containsKey(option.name())) {
                printed.put(option.name(), Redactor.withoutUrlPasswords(print(option)));
            }
        }
        return Collections.unmodifiableMap(printed);
    }

    private <T> String print(Option<T> option) {
        return option.type().printer().apply(get(option));
    }

    /** Ends a check of several options where one of them has a problem of its own, which is reported anyway. */
    public static final class UnresolvedOptionException extends IllegalStateException {
        UnresolvedOptionException(String name) {
            super("--" + name + " has no usable value");
        }
    }
}
