package io.recoflow.shop.activity;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Reads the value that a parser stands at as what its field wants, where its meaning is plain: a number as text, a text
 * as a number, 1 or "yes" as a boolean. Otherwise it is left out with a note. The parser stands at the value's end then.
 */
final class LenientValues {

    private static final int LONGEST_NUMBER = 400;
    private static final int FEW_DIGITS = 9;

    private final JsonParser json;
    private final Notes notes;

    LenientValues(JsonParser json, Notes notes) {
        this.json = json;
        this.notes = notes;
    }

    /** A text as it is, a number as it is written; null where the field is null or cannot be text. */
    @Nullable String text(String field, int longest) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            OptionalInt whole = wholeNumber(json.getText(), Integer.MAX_VALUE);
            return whole.isPresent() ? String.valueOf(whole.getAsInt()) : withinLimits(field, json.getText(), longest);
        }
        if (token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT) {
            return withinLimits(field, json.getText(), longest);
        }
        leaveOut(field, "no text, left out");
        return null;
    }

    private @Nullable String withinLimits(String field, String text, int longest) {
        if (text.length() > longest) {
            notes.add(field, "longer than " + longest + " characters, left out");
            return null;
        }
        if (isHalved(text)) {
            notes.add(field, "half of a surrogate pair, left out");
            return null;
        }
        return text;
    }

    /** A number from 0 that has no fraction; null where the field is null or is none. */
    @Nullable Integer whole(String field, int largest) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT && json.getTextLength() <= FEW_DIGITS) {
            int number = json.getIntValue();
            if (number >= 0 && number <= largest) {
                return number;
            }
        } else if (token == JsonToken.VALUE_NULL || isBlankText(token)) {
            return null;
        } else if (token.isNumeric() || token == JsonToken.VALUE_STRING) {
            OptionalInt number = wholeNumber(json.getText(), largest);
            if (number.isPresent()) {
                return number.getAsInt();
            }
        }
        leaveOut(field, "no whole number from 0 to " + largest + ", left out");
        return null;
    }

    /** A number from 0; null where the field is null or is none. */
    @Nullable Double number(String field, double largest) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_NULL || isBlankText(token)) {
            return null;
        }
        if (token.isNumeric() || token == JsonToken.VALUE_STRING) {
            double number = number(json.getText());
            if (number >= 0 && number <= largest) {
                return number;
            }
        }
        leaveOut(field, "no number from 0 to " + (long) largest + ", left out");
        return null;
    }

    /** False where the field is null or says neither. */
    boolean flag(String field) throws IOException {
        JsonToken token = json.currentToken();
        if (token.isBoolean()) {
            return token == JsonToken.VALUE_TRUE;
        }
        if (token == JsonToken.VALUE_NULL) {
            return false;
        }
        if (token.isNumeric() || token == JsonToken.VALUE_STRING) {
            String text = json.getText().strip();
            switch (text.length() <= 5 ? text.toLowerCase(java.util.Locale.ROOT) : text) {
                case "1", "1.0", "true", "t", "yes", "y", "on" -> {
                    return true;
                }
                case "", "0", "0.0", "false", "f", "no", "n", "off" -> {
                    return false;
                }
                default -> {}
            }
        }
        leaveOut(field, "neither true nor false, taken as false");
        return false;
    }

    /** Passes over the value. */
    void leaveOut(String field, String why) throws IOException {
        json.skipChildren();
        notes.add(field, why);
    }

    private boolean isBlankText(JsonToken token) throws IOException {
        return token == JsonToken.VALUE_STRING && json.getText().isBlank();
    }

    private static OptionalInt wholeNumber(String text, int largest) {
        double number = number(text);
        return number >= 0 && number <= largest && number == Math.rint(number)
                ? OptionalInt.of((int) number)
                : OptionalInt.empty();
    }

    /** Not a number where the text has anything that JSON's numbers have not. */
    private static double number(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > LONGEST_NUMBER) {
            return Double.NaN;
        }
        for (int i = 0; i < stripped.length(); i++) {
            if ("0123456789.+-eE".indexOf(stripped.charAt(i)) < 0) {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(stripped);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Whether a text has half of a surrogate pair, which JSON can write with escapes and UTF-8 cannot hold. */
    static boolean isHalved(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isSurrogate(unit)) {
                boolean pair = Character.isHighSurrogate(unit)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
