package io.recoflow.runtime.option;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The name that someone probably meant. */
public final class Suggestion {

    private static final Pattern NAME = Pattern.compile("(--)?[A-Za-z0-9._-]*");

    private Suggestion() {}

    /** The nearest of the names, unless even that one is too far away to be what was meant. */
    public static Optional<String> nearest(String given, Stream<String> names) {
        int limit = Math.max(2, given.length() / 3);
        LevenshteinDistance distance = new LevenshteinDistance(limit);
        return names.filter(name -> distance.apply(given, name) >= 0)
                .min(Comparator.comparing(name -> distance.apply(given, name)));
    }

    /**
     * The part of an unknown argument that can be a name. The rest is never shown, because it may be a secret given to
     * a misspelt option: {@code --pasword=x}, {@code -px}.
     */
    public static String nameIn(String argument) {
        if (argument.startsWith("-") && !argument.startsWith("--")) {
            return argument.substring(0, Math.min(2, argument.length()));
        }
        Matcher matcher = NAME.matcher(argument);
        return matcher.lookingAt() ? matcher.group() : "";
    }
}
