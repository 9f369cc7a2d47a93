package io.recoflow.local.malformed;

import static io.recoflow.local.malformed.Specimens.EVENT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Records that fail before their text is looked at: nothing, too much, or no text. */
final class MalformedBytes {
    /** A record may have one byte less. */
    private static final int TOO_LARGE = 262_145;

    private static final int SEED = 7;

    private MalformedBytes() {}

    static List<MalformedEvent> empty() {
        return new Specimens("empty")
                .add("no bytes", "")
                .add("a space", " ")
                .add("a line feed", "\n")
                .add("a carriage return", "\r")
                .add("a tab", "\t")
                .add("a line end of Windows", "\r\n")
                .add("white space of every kind", " \t\r\n ")
                .add("a thousand spaces", " ".repeat(1_000))
                .all();
    }

    static List<MalformedEvent> tooLarge() {
        byte[] bytes = new byte[TOO_LARGE];
        new Random(SEED).nextBytes(bytes);
        return new Specimens("too_large")
                .add("an event and spaces", EVENT + " ".repeat(TOO_LARGE - EVENT.length()))
                .add("a long city", EVENT.replace("Pasadena", "x".repeat(TOO_LARGE)))
                .add("letters", "x".repeat(TOO_LARGE))
                .add("random bytes", bytes)
                .add("brackets", "[".repeat(TOO_LARGE))
                .all();
    }

    static List<MalformedEvent> notUtf8() {
        Specimens specimens = new Specimens("not_utf8")
                .add("Latin-1", EVENT.replace("Pasadena", "Montréal").getBytes(ISO_8859_1))
                .add("Windows-1252 quotes", inCity("93 50 61 72 69 73 94"))
                .add("Shift-JIS", inCity("93 8C 8B 9E"))
                .add("a continuation byte alone", inCity("80"))
                .add("two bytes cut after one", inCity("C3"))
                .add("three bytes cut after two", inCity("E6 9D"))
                .add("four bytes cut after three", inCity("F0 9F 98"))
                .add("cut within a character at the end", cutWithinCharacter())
                .add("overlong slash in two bytes", inCity("C0 AF"))
                .add("overlong NUL in two bytes", inCity("C0 80"))
                .add("overlong in three bytes", inCity("E0 80 AF"))
                .add("overlong in four bytes", inCity("F0 80 80 AF"))
                .add("a high surrogate", inCity("ED A0 80"))
                .add("a low surrogate", inCity("ED BF BF"))
                .add("CESU-8", inCity("ED A0 BD ED B8 80"))
                .add("beyond Unicode", inCity("F4 90 80 80"))
                .add("five bytes", inCity("F8 88 80 80 80"))
                .add("byte FE", inCity("FE"))
                .add("byte FF", inCity("FF"))
                .add("byte FF before the event", join(hex("FF"), ascii(EVENT)))
                .add("byte FF after the event", join(ascii(EVENT), hex("FF")))
                .add("UTF-16LE with mark", join(hex("FF FE"), EVENT.getBytes(UTF_16LE)))
                .add("UTF-16BE with mark", join(hex("FE FF"), EVENT.getBytes(UTF_16BE)))
                .add("gzip", join(hex("1F 8B 08 00 00 00 00 00 00 03"), ascii("AAAA")))
                .add("zstd", join(hex("28 B5 2F FD 04 58"), ascii("AAAA")))
                .add("snappy", join(hex("FF 06 00 00"), ascii("sNaPpY")))
                .add("lz4", join(hex("04 22 4D 18 64 40 A7"), ascii("AAAA")))
                .add("Avro's single object", join(hex("C3 01 00 00"), ascii("AAAA")))
                .add("Java serialization", join(hex("AC ED 00 05"), ascii("sr")))
                .add("aggregated by the KPL", join(hex("F3 89 9A C2 0A 01"), ascii("AAAA")));
        for (int length : new int[] {1, 16, 256, 4_096}) {
            byte[] bytes = new byte[length];
            new Random(SEED + length).nextBytes(bytes);
            // Chance may make text of a few bytes.
            bytes[0] = (byte) (0x80 | (bytes[0] & 0x3F));
            specimens.add(length + " random bytes", bytes);
        }
        return specimens.all();
    }

    /** The valid event with these bytes in its city. */
    private static byte[] inCity(String hex) {
        int at = EVENT.indexOf("Pasadena");
        return join(ascii(EVENT.substring(0, at)), hex(hex), ascii(EVENT.substring(at + "Pasadena".length())));
    }

    private static byte[] cutWithinCharacter() {
        byte[] whole = inCity("C3 A9");
        int cut = EVENT.indexOf("Pasadena") + 1;
        return Arrays.copyOf(whole, cut);
    }

    private static byte[] hex(String bytes) {
        return HexFormat.ofDelimiter(" ").parseHex(bytes);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }
}
