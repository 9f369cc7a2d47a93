package io.recoflow.local.malformed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/** Collects malformed events of one reason. */
final class Specimens {
    /** A valid event that a specimen can be made from; ASCII only. */
    static final String EVENT = "{\"event_id\":\"bad-1\",\"event_type\":\"user_activity\","
            + "\"event_time\":\"2026-11-20T08:00:00.123456Z\",\"session_id\":\"45ba01c7\",\"customer_number\":478,"
            + "\"city\":\"Pasadena\",\"country\":\"USA\",\"credit_limit\":59811,"
            + "\"browse_history\":[{\"product_code\":\"S50_1514\",\"quantity\":\"1\",\"in_shopping_cart\":true},"
            + "{\"product_code\":\"S18_3233\",\"quantity\":2,\"in_shopping_cart\":false}]}";

    private final String reason;
    private final List<MalformedEvent> specimens = new ArrayList<>();

    Specimens(String reason) {
        this.reason = reason;
    }

    Specimens add(String what, byte[] data) {
        specimens.add(new MalformedEvent(reason + ": " + what, reason, data));
        return this;
    }

    Specimens add(String what, String text) {
        return add(what, text.getBytes(UTF_8));
    }

    /** The valid event, in which one part is replaced. */
    Specimens change(String what, String part, String replacement) {
        if (!EVENT.contains(part)) {
            throw new IllegalArgumentException("The valid event has no " + part);
        }
        return add(what, EVENT.replace(part, replacement));
    }

    /** The valid event with a further field at its end. */
    Specimens append(String what, String field) {
        return add(what, EVENT.substring(0, EVENT.length() - 1) + "," + field + "}");
    }

    List<MalformedEvent> all() {
        return List.copyOf(specimens);
    }
}
