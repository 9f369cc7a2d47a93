package io.recoflow.local.malformed;

import static io.recoflow.local.malformed.Specimens.EVENT;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.util.List;

/** Texts that are no JSON object of a sensible depth. */
final class MalformedSyntax {
    /** An object within an object may go 31 levels deeper. */
    private static final int TOO_DEEP = 33;

    private static final int CUT_EVERY = 12;
    private static final String CREDIT = "59811";
    private static final String CITY = "\"Pasadena\"";

    private MalformedSyntax() {}

    static List<MalformedEvent> tooDeep() {
        return new Specimens("too_deep")
                .add("arrays", nested("[", "]", TOO_DEEP, "1"))
                .add("objects", nested("{\"a\":", "}", TOO_DEEP, "1"))
                .add("objects and arrays", nested("{\"a\":[", "]}", 17, "1"))
                .append("arrays in an unknown field", "\"x\":" + nested("[", "]", TOO_DEEP - 1, ""))
                .append("objects in an unknown field", "\"x\":" + nested("{\"a\":", "}", TOO_DEEP - 1, "{}"))
                .change(
                        "arrays in place of the history",
                        "\"browse_history\":[",
                        "\"browse_history\":" + deep(40) + ",\"x\":[")
                .change("arrays in place of a number", CREDIT, deep(64))
                .change("arrays in place of a text", CITY, deep(TOO_DEEP))
                .add("a thousand arrays", deep(1_000))
                .add("a hundred thousand arrays", deep(100_000))
                .add("a thousand objects", nested("{\"a\":", "}", 1_000, "null"))
                .add("arrays that are never closed", "[".repeat(TOO_DEEP))
                .add("a hundred thousand arrays that are never closed", "[".repeat(100_000))
                .add("objects that are never closed", "{\"a\":".repeat(40))
                .add("arrays that end in text", "[".repeat(50) + "what")
                .add("arrays closed as objects", "[".repeat(40) + "}".repeat(40))
                .add("arrays and a second document", deep(40) + EVENT)
                .all();
    }

    static List<MalformedEvent> notJson() {
        Specimens specimens = new Specimens("not_json");
        for (int length = 1; length < EVENT.length(); length += CUT_EVERY) {
            specimens.add("cut after " + length + " characters", EVENT.substring(0, length));
        }
        structure(specimens);
        numbers(specimens);
        texts(specimens);
        otherFormats(specimens);
        return specimens.all();
    }

    static List<MalformedEvent> notAnObject() {
        return new Specimens("not_an_object")
                .add("an empty array", "[]")
                .add("an array of numbers", "[1,2,3]")
                .add("an array of texts and null", "[\"user_activity\", null]")
                .add("arrays of nothing", "[[],[[]]]")
                .add("arrays as deep as allowed", deep(TOO_DEEP - 1))
                .add("an empty text", "\"\"")
                .add("a text", "\"user_activity\"")
                .add("an object in a text", "\"{\\\"session_id\\\":\\\"45ba01c7\\\"}\"")
                .add("zero", "0")
                .add("a number", "478")
                .add("a number with an exponent", "-1.5e3")
                .add("true", "true")
                .add("false", "false")
                .add("null", "null")
                .add("null among white space", " \n null \t")
                .all();
    }

    private static void structure(Specimens specimens) {
        specimens
                .add("text after the event", EVENT + " ok")
                .add("a closing brace too many", EVENT + "}")
                .add("a comma after the event", EVENT + ",")
                .add("two events", EVENT + EVENT)
                .add("two events in lines", EVENT + "\n" + EVENT)
                .add("a NUL after the event", EVENT + "\0")
                .add("text before the event", "event: " + EVENT)
                .add("a comma after the last field", EVENT.substring(0, EVENT.length() - 1) + ",}")
                .change("a comma after the last item", "false}]", "false},]")
                .change("no comma between fields", ",\"country\"", "\"country\"")
                .change("two commas between fields", ",\"country\"", ",,\"country\"")
                .change("no colon", "\"country\":", "\"country\"")
                .change("an equals sign for a colon", "\"country\":", "\"country\"=")
                .change("no value", CITY, "")
                .change("an array closed as an object", "false}]}", "false}}}")
                .change("a field name without quotes", "\"city\"", "city")
                .change("a field name that is a number", "\"city\"", "1")
                .change("single quotes", CITY, "'Pasadena'")
                .add("single quotes everywhere", EVENT.replace('"', '\''))
                .change("a line comment", "\"country\"", "// where\n\"country\"")
                .change("a block comment", "\"country\"", "/* where */\"country\"")
                .change("a comment after a hash sign", "\"country\"", "# where\n\"country\"");
    }

    private static void numbers(Specimens specimens) {
        for (String number : List.of(
                "NaN",
                "Infinity",
                "-Infinity",
                "007",
                "-01",
                "+1",
                ".5",
                "5.",
                "1e",
                "1e+",
                "0x1F",
                "1_000",
                "--1",
                "-",
                "1,5e",
                "59811USD",
                "1.2.3",
                "\u0665")) {
            specimens.change("the number " + number, CREDIT, number);
        }
        for (String literal : List.of("True", "FALSE", "None", "nil", "undefined", "tru", "nulll", "yes")) {
            specimens.change("the literal " + literal, CREDIT, literal);
        }
    }

    private static void texts(Specimens specimens) {
        specimens
                .change("a line feed in a text", "Pasadena", "Pasa\ndena")
                .change("a tab in a text", "Pasadena", "Pasa\tdena")
                .change("a NUL in a text", "Pasadena", "Pasa\0dena")
                .change("an escape character in a text", "Pasadena", "Pasa\u001bdena")
                .change("a tab in a field name", "\"city\"", "\"ci\tty\"")
                .change("escape \\x", "Pasadena", "\\x41")
                .change("escape \\'", "Pasadena", "O\\'Hara")
                .change("escape \\a", "Pasadena", "\\a")
                .change("escape of a space", "Pasadena", "\\ ")
                .change("escape of an octal digit", "Pasadena", "\\0")
                .change("escape \\u with two digits", "Pasadena", "\\u12")
                .change("escape \\u with letters", "Pasadena", "\\uZZZZ")
                .change("escape \\U", "Pasadena", "\\U0001F600")
                .change("a quote that is not escaped", "Pasadena", "Pasa\"dena")
                .change("typographic quotes", CITY, "\u201cPasadena\u201d")
                .change("a text without quotes", CITY, "Pasadena");
    }

    private static void otherFormats(Specimens specimens) {
        specimens
                .add("plain text", "checkout failed for session 45ba01c7")
                .add("XML", "<?xml version=\"1.0\"?><event><session_id>45ba01c7</session_id></event>")
                .add("HTML", "<!DOCTYPE html><html><body>502 Bad Gateway</body></html>")
                .add("CSV", "event_id,session_id,city\nbad-1,45ba01c7,Pasadena\n")
                .add("YAML", "event_id: bad-1\nsession_id: 45ba01c7\n")
                .add("a form", "event_id=bad-1&session_id=45ba01c7&city=Pasadena")
                .add("properties", "session.id=45ba01c7\n")
                .add("Base64", "eyJldmVudF9pZCI6ImJhZC0xIn0=")
                .add("a token", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0NzgifQ.c2ln")
                .add("a log line", "2026-11-20 08:00:00,123 INFO shop.Cart - added S50_1514")
                .add("a call", "callback(" + EVENT + ");")
                .add("an escaped event", EVENT.replace("\"", "\\\""))
                .add("UTF-16LE without mark", EVENT.getBytes(UTF_16LE))
                .add("UTF-16BE without mark", EVENT.getBytes(UTF_16BE))
                .add("Protocol Buffers", "\n\u0005bad-1\u0012\b45ba01c7\u0018\u0001")
                .add("MessagePack of one field", "\u0001\u0004city")
                .add("a NUL", "\0")
                .add("a space that JSON does not know", "\u00a0")
                .add("a form feed", "\f")
                .add("an emoji", "\ud83d\ude00");
    }

    private static String deep(int levels) {
        return nested("[", "]", levels, "");
    }

    private static String nested(String open, String close, int times, String inside) {
        return open.repeat(times) + inside + close.repeat(times);
    }
}
