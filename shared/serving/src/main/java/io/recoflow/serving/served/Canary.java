package io.recoflow.serving.served;

import io.recoflow.shop.activity.ActivityEvent;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * A share of the sessions that another version of the model answers. A session stays with its version, in all processes.
 *
 * @param version among the model's bundles, published or not
 * @param share 0 to 1
 */
public record Canary(String version, double share) implements Serializable {

    private static final double HASHES = 0x1p32;

    /** Whether the event's session is one of them; an event without a session is one by itself. */
    boolean takes(ActivityEvent event) {
        String session = event.sessionId() == null ? event.eventId() : event.sessionId();
        int hash = MurmurHash3.hash32x86(session.getBytes(StandardCharsets.UTF_8));
        return Integer.toUnsignedLong(hash) / HASHES < share;
    }
}
