package io.recoflow.local.dynamodb;

/**
 * What a busy DynamoDB does to single puts, each share 0 to 1.
 *
 * @param seed of the chance
 * @param throttled puts that are refused for the table's sake
 * @param unanswered puts that are done, and answered by an error
 * @param hot a text; puts of items that have it as a value are refused for their key's sake
 * @param hotThrottled which share of those
 * @param delayMillis before each put
 */
public record Faults(long seed, double throttled, double unanswered, String hot, double hotThrottled, int delayMillis) {

    /** Of a table that nobody else uses. */
    public static final Faults NONE = new Faults(1, 0, 0, "", 0, 0);

    /** Puts are throttled, and a part of what was done is not answered. */
    public static Faults of(long seed, double throttled, double unanswered) {
        return new Faults(seed, throttled, unanswered, "", 0, 0);
    }

    /** One value's items are throttled nearly always. */
    public static Faults ofHotValue(long seed, String hot, double share) {
        return new Faults(seed, 0, 0, hot, share, 0);
    }

    String json() {
        return "{\"seed\":" + seed + ",\"throttled\":" + throttled + ",\"unanswered\":" + unanswered + ",\"hot\":\""
                + hot + "\",\"hotThrottled\":" + hotThrottled + ",\"delayMillis\":" + delayMillis + "}";
    }
}
