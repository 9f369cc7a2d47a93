package io.recoflow.local.malformed;

import java.util.List;
import java.util.Map;

/** JSON objects that are no usable event. */
final class MalformedFields {
    private static final String HISTORY = "\"browse_history\":[";
    private static final String ITEM = "{\"product_code\":\"S50_1514\",\"quantity\":\"1\",\"in_shopping_cart\":true}";
    private static final String PRODUCT = "\"S50_1514\"";
    private static final String QUANTITY = "\"quantity\":\"1\"";
    private static final String IN_CART = "\"in_shopping_cart\":true";
    private static final String TIME = "2026-11-20T08:00:00.123456Z";
    private static final int LONGEST_TEXT = 256;
    private static final int LONGEST_CODE = 64;
    private static final int LONGEST_NUMBER = 1_000;
    private static final int MOST_ITEMS = 1_000;

    /** The text fields, each with what it has in the valid event. */
    private static final List<Map.Entry<String, String>> TEXTS = List.of(
            Map.entry("event_id", "\"bad-1\""),
            Map.entry("event_type", "\"user_activity\""),
            Map.entry("event_time", '"' + TIME + '"'),
            Map.entry("session_id", "\"45ba01c7\""),
            Map.entry("city", "\"Pasadena\""),
            Map.entry("country", "\"USA\""));

    private static final List<String> OTHER_THAN_TEXT = List.of("7", "true", "[\"x\"]", "{\"x\":1}");
    private static final List<String> OTHER_THAN_NUMBER = List.of("\"478\"", "false", "[478]", "{\"x\":1}");

    private MalformedFields() {}

    static List<MalformedEvent> wrongType() {
        Specimens specimens = new Specimens("wrong_type");
        for (String value : OTHER_THAN_TEXT) {
            TEXTS.forEach(text -> specimens.change(
                    text.getKey() + " " + value,
                    '"' + text.getKey() + "\":" + text.getValue(),
                    '"' + text.getKey() + "\":" + value));
            specimens
                    .append("state " + value, "\"state\":" + value)
                    .append("postal_code " + value, "\"postal_code\":" + value)
                    .change("product_code " + value, PRODUCT, value);
        }
        for (String value : OTHER_THAN_NUMBER) {
            specimens.change("customer_number " + value, "478", value).change("credit_limit " + value, "59811", value);
        }
        for (String value : List.of("\"S50_1514\"", "1", "true", "{\"product_code\":\"S50_1514\"}")) {
            specimens.change("browse_history " + value, HISTORY, "\"browse_history\":" + value + ",\"x\":[");
        }
        for (String value : List.of("\"S50_1514\"", "1", "false", "[]")) {
            specimens.change("an item " + value, ITEM, value);
        }
        for (String value : List.of("true", "[1]", "{\"x\":1}")) {
            specimens.change("quantity " + value, QUANTITY, "\"quantity\":" + value);
        }
        for (String value : List.of("\"true\"", "1", "[true]", "{\"x\":1}")) {
            specimens.change("in_shopping_cart " + value, IN_CART, "\"in_shopping_cart\":" + value);
        }
        return specimens.all();
    }

    static List<MalformedEvent> badValue() {
        Specimens specimens = new Specimens("bad_value");
        for (String time : List.of(
                "yesterday",
                "2026-11-20",
                "08:00:00Z",
                "2026-11-20T08:00:00",
                "2026-11-20 08:00",
                "1763625600",
                "2026-13-20T08:00:00Z",
                "2026-11-31T08:00:00Z",
                "2026-11-20T25:00:00Z",
                "Fri, 20 Nov 2026 08:00:00 GMT",
                "20/11/2026 08:00 UTC",
                "now()")) {
            specimens.change("event_time " + time, TIME, time);
        }
        for (String number : List.of("478.5", "-1", "-478", "2147483648", "9223372036854775808", "1e10", "0.1")) {
            specimens.change("customer_number " + number, "478", number);
        }
        for (String limit : List.of("-1", "-0.01", "1000000000000.01", "1e13", "1e400", "-1e400")) {
            specimens.change("credit_limit " + limit, "59811", limit);
        }
        for (String quantity : List.of(
                "\"two\"",
                "\"1.5\"",
                "\"-1\"",
                "\"1000001\"",
                "\"1e3\"",
                "\"0x10\"",
                "\"1 piece\"",
                "\"99999999999999999999\"",
                "1.5",
                "-1",
                "1000001",
                "1e10")) {
            specimens.change("quantity " + quantity, QUANTITY, "\"quantity\":" + quantity);
        }
        specimens
                .change("an item without product_code", "\"product_code\":" + PRODUCT + ",", "")
                .change("product_code null", PRODUCT, "null")
                .change("product_code empty", PRODUCT, "\"\"")
                .change("product_code blank", PRODUCT, "\"  \"")
                .change("product_code too long", PRODUCT, longText(LONGEST_CODE))
                .change("an empty item", ITEM, "{}")
                .change("more than 1,000 items", HISTORY, HISTORY + (ITEM + ",").repeat(MOST_ITEMS - 1));
        for (String field : List.of("event_id", "session_id", "city", "country")) {
            TEXTS.stream()
                    .filter(text -> text.getKey().equals(field))
                    .forEach(text -> specimens.change(field + " too long", text.getValue(), longText(LONGEST_TEXT)));
        }
        specimens
                .append("state too long", "\"state\":" + longText(LONGEST_TEXT))
                .append("postal_code too long", "\"postal_code\":" + longText(LONGEST_TEXT))
                .change("a high surrogate in city", "Pasadena", "\\ud800")
                .change("a low surrogate in city", "Pasadena", "Paris \\udc00")
                .change("a high surrogate before a letter", "Pasadena", "\\ud83dx")
                .change("surrogates in the wrong order", "Pasadena", "\\ude00\\ud83d")
                .change("two high surrogates", "Pasadena", "\\ud83d\\ud83d")
                .change("a surrogate in session_id", "45ba01c7", "45ba\\uD800")
                .change("a surrogate in product_code", "S50_1514", "S50_\\udfff")
                .append("a surrogate in an unknown text", "\"x\":\"\\ud800\"")
                .append("a surrogate in a field name", "\"\\udbff\":1")
                .append("a surrogate in a nested text", "\"x\":[{\"y\":\"\\udc00\"}]")
                .change("credit_limit of many digits", "59811", "0." + "1".repeat(LONGEST_NUMBER + 10))
                .change("customer_number of many digits", "478", "4".repeat(LONGEST_NUMBER + 1))
                .append("an unknown number of many digits", "\"x\":" + "7".repeat(LONGEST_NUMBER + 1));
        return specimens.all();
    }

    static List<MalformedEvent> noUsableField() {
        return new Specimens("no_usable_field")
                .add("an empty object", "{}")
                .add("an empty object among white space", " { } \n")
                .add("an unknown field", "{\"foo\":1}")
                .add("unknown fields in camel case", "{\"sessionId\":\"45ba01c7\",\"customerNumber\":478}")
                .add("an event in an envelope", "{\"event\":" + Specimens.EVENT + "}")
                .add("only an id", "{\"event_id\":\"1\"}")
                .add("an id and the type", "{\"event_type\":\"user_activity\",\"event_id\":\"1\"}")
                .add("only the time", "{\"event_time\":\"" + TIME + "\"}")
                .add("an empty history", "{\"browse_history\":[]}")
                .add("the history null", "{\"browse_history\":null}")
                .add("session_id null", "{\"event_type\":\"user_activity\",\"session_id\":null}")
                .add("session_id empty", "{\"session_id\":\"\"}")
                .add("session_id blank", "{\"session_id\":\"  \"}")
                .add(
                        "everything null",
                        "{\"session_id\":null,\"customer_number\":null,\"city\":null,\"state\":null,\"postal_code\":null,"
                                + "\"country\":null,\"credit_limit\":null,\"browse_history\":null}")
                .add("the type null", "{\"event_type\":null,\"event_id\":\"1\"}")
                .all();
    }

    /** One character more than is allowed. */
    private static String longText(int longest) {
        return '"' + "x".repeat(longest + 1) + '"';
    }
}
