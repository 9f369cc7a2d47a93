package io.recoflow.runtime.option;

import io.recoflow.runtime.secret.Secret;
import io.recoflow.runtime.storage.TextFile;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How an option's text becomes a value and back.
 *
 * @param label what stands for the value in usage text
 * @param form the accepted form, in words that complete "it is not …"
 * @param parser empty where the text does not have the form
 * @param printer text that the parser reads back to the same value
 */
record OptionType<T>(
        Kind kind, String label, String form, Function<String, Optional<T>> parser, Function<T, String> printer) {

    enum Kind {
        VALUE,
        FLAG,
        SECRET
    }

    static OptionType<String> text() {
        return value(
                "TEXT",
                "a text that is not blank",
                text -> text.isBlank() ? Optional.empty() : Optional.of(text),
                Function.identity());
    }

    static OptionType<Integer> integer(int min, int max) {
        return value(
                "N",
                "a whole number from " + min + " to " + max,
                text -> number(text, Integer::valueOf).filter(n -> n >= min && n <= max),
                String::valueOf);
    }

    static OptionType<Double> number(double min, double max) {
        return decimal("X", min, max);
    }

    static OptionType<Double> share() {
        return decimal("SHARE", 0, 1);
    }

    static OptionType<List<String>> names() {
        return value(
                "NAME,…",
                "a comma-separated list of names, none empty and none twice",
                OptionType::parseNames,
                names -> String.join(",", names));
    }

    static OptionType<List<String>> namesOrNone() {
        return value(
                "NAME,…",
                "empty or a comma-separated list of names, none empty and none twice",
                text -> text.isBlank() ? Optional.of(List.of()) : parseNames(text),
                names -> String.join(",", names));
    }

    static <E extends Enum<E>> OptionType<E> choice(Class<E> choices) {
        List<E> values = List.of(choices.getEnumConstants());
        List<String> names = values.stream().map(String::valueOf).toList();
        return value(
                String.join("|", names),
                "one of " + String.join(", ", names),
                text -> values.stream()
                        .filter(each -> each.toString().equals(text.strip()))
                        .findFirst(),
                String::valueOf);
    }

    static OptionType<Boolean> flag() {
        return new OptionType<>(
                Kind.FLAG,
                "",
                "true or false",
                text -> switch (text) {
                    case "true" -> Optional.of(true);
                    case "false" -> Optional.of(false);
                    default -> Optional.empty();
                },
                String::valueOf);
    }

    static OptionType<Duration> duration() {
        return value("TIME", "a time such as 500ms, 90s, 5m or 1h", DurationText::parse, DurationText::print);
    }

    static OptionType<String> file() {
        return value("FILE", "a file path", OptionType::parseFile, Function.identity());
    }

    static OptionType<Secret> secret() {
        return new OptionType<>(
                Kind.SECRET, "SECRET", "a secret", text -> Optional.of(new Secret(text)), Secret::toString);
    }

    private static OptionType<Double> decimal(String label, double min, double max) {
        return value(
                label,
                "a number from " + plain(min) + " to " + plain(max),
                text -> number(text, Double::valueOf).filter(n -> n >= min && n <= max),
                OptionType::plain);
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static <T> OptionType<T> value(
            String label, String form, Function<String, Optional<T>> parser, Function<T, String> printer) {
        return new OptionType<>(Kind.VALUE, label, form, parser, printer);
    }

    private static <N> Optional<N> number(String text, Function<String, N> conversion) {
        try {
            return Optional.of(conversion.apply(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<List<String>> parseNames(String text) {
        List<String> names =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        boolean sound = names.stream().noneMatch(String::isEmpty) && new HashSet<>(names).size() == names.size();
        return sound ? Optional.of(names) : Optional.empty();
    }

    private static Optional<String> parseFile(String text) {
        try {
            return text.isBlank()
                    ? Optional.empty()
                    : Optional.of(TextFile.isUri(text) ? text : Path.of(text).toString());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
