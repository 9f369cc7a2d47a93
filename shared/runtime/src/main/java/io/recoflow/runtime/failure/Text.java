package io.recoflow.runtime.failure;

import java.util.regex.Pattern;

/** Shapes text for one-line messages. */
public final class Text {

    private static final Pattern LINE_BREAKS = Pattern.compile("\\s*\\R\\s*");

    private Text() {}

    /** The text on one line: every line break, with the blanks around it, becomes one space. */
    public static String oneLine(String text) {
        return LINE_BREAKS.matcher(text.strip()).replaceAll(" ");
    }

    /** At most {@code length} characters of the text; what was cut shows as an ellipsis. */
    public static String abbreviate(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    public static String withoutFullStop(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
