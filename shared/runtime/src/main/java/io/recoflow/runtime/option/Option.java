package io.recoflow.runtime.option;

import io.recoflow.runtime.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One command line option of a job. Help, documentation tables, environment names, configuration keys and redaction all
 * come from here, so they cannot differ. Immutable: the methods that set something return a changed copy.
 *
 * <p>Names are kebab-case, without dashes in front. Names that AWS Glue takes for itself are refused with an {@link
 * IllegalArgumentException}, as is a default that the option would not accept on the command line.
 */
public final class Option<T> {

    private static final Pattern KEBAB_CASE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private final String name;
    private final OptionType<T> type;
    private final String label;
    private final String description;
    private final boolean required;
    private final @Nullable T defaultValue;

    private Option(
            String name,
            OptionType<T> type,
            String label,
            String description,
            boolean required,
            @Nullable T defaultValue) {
        this.name = name;
        this.type = type;
        this.label = label;
        this.description = description;
        this.required = required;
        this.defaultValue = defaultValue;
    }

    /** Any text that is not blank, as it was given. */
    public static Option<String> text(String name) {
        return named(name, OptionType.text());
    }

    /** A whole number from {@code min} to {@code max}, both included. */
    public static Option<Integer> integer(String name, int min, int max) {
        return named(name, OptionType.integer(min, max));
    }

    /** A number from {@code min} to {@code max}, both included; decimals are accepted. */
    public static Option<Double> number(String name, double min, double max) {
        return named(name, OptionType.number(min, max));
    }

    /** A number from 0 to 1, both included. */
    public static Option<Double> share(String name) {
        return named(name, OptionType.share());
    }

    /** Comma-separated names: trimmed, at least one, none empty, none twice. */
    public static Option<List<String>> names(String name) {
        return named(name, OptionType.names());
    }

    /** Like {@link #names}, but an empty text, which {@code --name=} gives, is a list without names. */
    public static Option<List<String>> namesOrNone(String name) {
        return named(name, OptionType.namesOrNone());
    }

    /** One of several, written as their {@code toString}. */
    public static <E extends Enum<E>> Option<E> choice(String name, Class<E> choices) {
        return named(name, OptionType.choice(choices));
    }

    /** True where it is given; {@code --name=false} switches it off again. False by default. */
    public static Option<Boolean> flag(String name) {
        return named(name, OptionType.flag()).defaultValue(false);
    }

    /** A whole number with a unit: {@code 500ms}, {@code 90s}, {@code 5m}, {@code 1h} or {@code 2d}; zero is accepted. */
    public static Option<Duration> duration(String name) {
        return named(name, OptionType.duration());
    }

    /** A file to be read: a local path, or a URI of any Hadoop file system. It need not exist. */
    public static Option<String> file(String name) {
        return named(name, OptionType.file());
    }

    /** Taken from the environment only, because arguments and configuration files are logged and copied. */
    public static Option<Secret> secret(String name) {
        return named(name, OptionType.secret());
    }

    private static <T> Option<T> named(String name, OptionType<T> type) {
        if (!KEBAB_CASE.matcher(name).matches()) {
            throw new IllegalArgumentException("An option's name must be kebab-case: " + name);
        }
        if (GlueArguments.takes(name)) {
            throw new IllegalArgumentException("AWS Glue takes --" + name + " for itself: choose another name");
        }
        return new Option<>(name, type, type.label(), "", false, null);
    }

    /** What stands for the value in usage text, for example {@code URL}. */
    public Option<T> label(String newLabel) {
        return new Option<>(name, type, newLabel, description, required, defaultValue);
    }

    /** What the option does, in one or two sentences. */
    public Option<T> description(String newDescription) {
        return new Option<>(name, type, label, newDescription, required, defaultValue);
    }

    /** The same option, with another sentence behind its description. */
    public Option<T> also(String sentence) {
        return description(description + " " + sentence);
    }

    /** The job does not start without it. */
    public Option<T> required() {
        if (defaultValue != null) {
            throw new IllegalStateException("--" + name + " has a default, so it cannot be required");
        }
        return new Option<>(name, type, label, description, true, null);
    }

    public Option<T> defaultValue(T value) {
        if (required || isSecret()) {
            throw new IllegalStateException("--" + name + " is required or a secret, so it cannot have a default");
        }
        if (type.parser().apply(type.printer().apply(value)).isEmpty()) {
            throw new IllegalArgumentException("The default of --" + name + " is not " + type.form());
        }
        return new Option<>(name, type, label, description, false, value);
    }

    /** Without dashes in front; also the key in a configuration file. */
    public String name() {
        return name;
    }

    /** {@code RECOFLOW_SOURCE_URL} for {@code source-url}. */
    public String environmentName() {
        return "RECOFLOW_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    public String label() {
        return label;
    }

    public String description() {
        return description;
    }

    public boolean isRequired() {
        return required;
    }

    /** The default, as it would be written on the command line. */
    public Optional<String> printedDefault() {
        return Optional.ofNullable(defaultValue).map(type.printer());
    }

    /** {@code --name} */
    public String flagName() {
        return "--" + name;
    }

    Optional<T> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }

    OptionType<T> type() {
        return type;
    }

    public boolean isSecret() {
        return type.kind() == OptionType.Kind.SECRET;
    }

    public boolean isFlag() {
        return type.kind() == OptionType.Kind.FLAG;
    }

    @Override
    public String toString() {
        return flagName();
    }
}
