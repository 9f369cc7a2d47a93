package io.recoflow.database.mapping;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Java properties with the lines on which they stand, which {@link Properties} does not tell. */
final class PropertyLines {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private PropertyLines() {}

    /**
     * @param number of the line, or of the first where it goes on in others; from 1
     * @param malformed where it has an escape that is none; key and value are empty then
     */
    record Line(int number, String key, String value, boolean malformed) {}

    /** In the order of the text. */
    static List<Line> of(String text) {
        List<String> lines = text.startsWith(BYTE_ORDER_MARK)
                ? text.substring(BYTE_ORDER_MARK.length()).lines().toList()
                : text.lines().toList();
        List<Line> result = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            int first = i;
            String start = lines.get(i).stripLeading();
            if (start.isEmpty() || start.startsWith("#") || start.startsWith("!")) {
                continue;
            }
            StringBuilder whole = new StringBuilder(lines.get(i));
            while (goesOn(lines.get(i)) && i + 1 < lines.size()) {
                i++;
                whole.append('\n').append(lines.get(i));
            }
            result.add(line(first + 1, whole.toString()));
        }
        return result;
    }

    private static Line line(int number, String text) {
        Properties one = new Properties();
        try {
            one.load(new StringReader(text));
        } catch (IllegalArgumentException malformed) {
            return new Line(number, "", "", true);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        String key = one.stringPropertyNames().iterator().next();
        return new Line(number, key, one.getProperty(key).strip(), false);
    }

    /** An odd number of backslashes at its end makes a line go on in the next. */
    private static boolean goesOn(String line) {
        int backslashes = 0;
        for (int i = line.length() - 1; i >= 0 && line.charAt(i) == '\\'; i--) {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }
}
