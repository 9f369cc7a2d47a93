package io.recoflow.shop.activity;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Reads a time as shops write it: ISO 8601 with a space for the T, without seconds, zone or time; RFC 1123; or the
 * number of seconds, milliseconds, microseconds or nanoseconds since 1970, which cannot be mistaken for each other
 * between 2000 and 2100.
 */
final class EventTime {

    private static final String FIELD = "event_time";
    private static final Instant EARLIEST_NUMBER = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST_NUMBER = Instant.parse("2100-01-01T00:00:00Z");
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");
    private static final int LONGEST_NUMBER = 40;
    private static final int MOST_DIGITS = 9;

    private final String text;
    private final Notes notes;
    private int at;

    private EventTime(String text, Notes notes) {
        this.text = text;
        this.notes = notes;
    }

    /** The time, or null and a note where it is none. */
    static @Nullable Instant of(String text, Notes notes) {
        String stripped = text.strip();
        Instant time;
        try {
            time = isNumber(stripped) ? sinceEpoch(stripped) : new EventTime(stripped, notes).iso();
        } catch (DateTimeException | ArithmeticException e) {
            time = null;
        }
        if (time == null || time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            notes.add(FIELD, "no time, left out");
            return null;
        }
        return time;
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            char symbol = text.charAt(i);
            boolean part = isDigit(symbol) || symbol == '.' || symbol == 'e' || symbol == 'E' || symbol == '+';
            if (!part) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= LONGEST_NUMBER && isDigit(text.charAt(0));
    }

    private static @Nullable Instant sinceEpoch(String text) {
        BigDecimal number;
        try {
            number = new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
        if (number.precision() - number.scale() > LONGEST_NUMBER) {
            return null;
        }
        for (int unit = 0; unit <= MOST_DIGITS; unit += 3) {
            BigDecimal nanos = number.movePointRight(MOST_DIGITS - unit);
            // Of a number of seconds that is too large for any unit.
            if (nanos.precision() - nanos.scale() > 19) {
                continue;
            }
            long whole = nanos.setScale(0, RoundingMode.DOWN).longValue();
            Instant time = Instant.ofEpochSecond(whole / 1_000_000_000, whole % 1_000_000_000);
            if (!time.isBefore(EARLIEST_NUMBER) && time.isBefore(LATEST_NUMBER)) {
                return time;
            }
        }
        return null;
    }

    private @Nullable Instant iso() {
        if (text.isEmpty() || !isDigit(text.charAt(0))) {
            return OffsetDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        }
        int year = digits(4);
        char separator = next();
        if (separator != '-' && separator != '/') {
            return null;
        }
        int month = digits(2);
        if (next() != separator) {
            return null;
        }
        int day = digits(2);
        if (at == text.length()) {
            notes.add(FIELD, "a day without a time, taken as its beginning in UTC");
            return LocalDateTime.of(year, month, day, 0, 0).toInstant(ZoneOffset.UTC);
        }
        char between = next();
        if (between != 'T' && between != 't' && between != ' ') {
            return null;
        }
        int hour = digits(2);
        if (next() != ':') {
            return null;
        }
        int minute = digits(2);
        int second = skip(':') ? digits(2) : 0;
        int nanos = skip('.') || skip(',') ? fraction() : 0;
        LocalDateTime local = LocalDateTime.of(year, month, day, hour, minute, second, nanos);
        ZoneOffset zone = zone();
        return zone == null ? null : local.toInstant(zone);
    }

    /** UTC and a note where there is none; null where it is not understood. */
    private @Nullable ZoneOffset zone() {
        while (skip(' ')) {
            // Between time and zone.
        }
        String zone = text.substring(at);
        if (zone.isEmpty()) {
            notes.add(FIELD, "no zone, taken as UTC");
            return ZoneOffset.UTC;
        }
        // As Java writes a zone's name behind its offset.
        int name = zone.indexOf('[');
        if (name > 0 && zone.endsWith("]")) {
            zone = zone.substring(0, name);
        }
        if (zone.equalsIgnoreCase("Z") || zone.equalsIgnoreCase("UTC") || zone.equalsIgnoreCase("GMT")) {
            return ZoneOffset.UTC;
        }
        // Anything else must be an offset, and is refused by Java otherwise.
        return zone.charAt(0) == '+' || zone.charAt(0) == '-' ? ZoneOffset.of(zone) : null;
    }

    private int digits(int count) {
        int number = 0;
        for (int i = 0; i < count; i++) {
            char digit = next();
            if (!isDigit(digit)) {
                throw new DateTimeException("no digit");
            }
            number = number * 10 + (digit - '0');
        }
        return number;
    }

    /** Nanoseconds, at least one digit; what is behind them is passed over. */
    private int fraction() {
        int nanos = 0;
        int count = 0;
        while (at < text.length() && isDigit(text.charAt(at))) {
            if (count < MOST_DIGITS) {
                nanos = nanos * 10 + (text.charAt(at) - '0');
            }
            count++;
            at++;
        }
        if (count == 0) {
            throw new DateTimeException("no digit");
        }
        for (; count < MOST_DIGITS; count++) {
            nanos *= 10;
        }
        return nanos;
    }

    private boolean skip(char symbol) {
        if (at < text.length() && text.charAt(at) == symbol) {
            at++;
            return true;
        }
        return false;
    }

    private char next() {
        return at < text.length() ? text.charAt(at++) : '\0';
    }

    private static boolean isDigit(char symbol) {
        return symbol >= '0' && symbol <= '9';
    }
}
