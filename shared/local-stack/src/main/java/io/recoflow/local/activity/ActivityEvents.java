package io.recoflow.local.activity;

import io.recoflow.local.activity.SimulatedRecord.Kind;
import io.recoflow.local.malformed.MalformedEvent;
import io.recoflow.local.malformed.MalformedEvents;
import io.recoflow.local.shop.SampleShop;
import io.recoflow.local.shop.ShopCustomer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What the visitors of a shop send, one record after another; the same for the same seed, but for the times. Written by
 * hand, as a shop's pages do it: quantities as text, too, and nothing that the contract's own writer would put right.
 */
final class ActivityEvents {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final List<String> OTHER_TYPES = List.of(
            "{\"event_type\":\"system_metric\",\"host\":\"web-%d\",\"cpu\":0.37,\"event_time\":\"%s\"}",
            "{\"event_type\":\"error\",\"host\":\"web-%d\",\"message\":\"checkout timed out\",\"event_time\":\"%s\"}",
            "{\"event_type\":\"page_load\",\"session_id\":\"web-%d\",\"millis\":812,\"event_time\":\"%s\"}");
    private static final int TYPICAL_LENGTH = 1_200;

    private final SimulatedTraffic traffic;
    private final Random random;
    private final ProductChoice choice;
    private final SimulatedShopper[] shoppers;
    private final List<MalformedEvent> malformed = MalformedEvents.all();
    private final StringBuilder event = new StringBuilder(TYPICAL_LENGTH);
    private int lastEvent;
    private int nextMalformed;
    private int nextOther;

    ActivityEvents(SampleShop shop, SimulatedTraffic traffic) {
        this.traffic = traffic;
        this.random = new Random(traffic.seed());
        this.choice = new ProductChoice(shop.inventProducts());
        this.shoppers = shoppers(shop.inventCustomers());
    }

    /** The event's id, unique within a seed. */
    static String eventId(long seed, int eventNumber) {
        return seed + "-" + eventNumber;
    }

    /** @param now what the record gives as its time */
    SimulatedRecord next(Instant now) {
        double kind = random.nextDouble();
        if (kind < traffic.malformedShare()) {
            byte[] data = malformed.get(nextMalformed % malformed.size()).data();
            return beside(Kind.MALFORMED, "malformed-" + nextMalformed++, data);
        }
        if (kind < traffic.malformedShare() + traffic.otherTypesShare()) {
            String text = OTHER_TYPES.get(nextOther % OTHER_TYPES.size()).formatted(nextOther % 10, TIME.format(now));
            return beside(Kind.OTHER_TYPE, "other-" + nextOther++, text.getBytes(StandardCharsets.UTF_8));
        }
        Session session = shoppers[random.nextInt(shoppers.length)].view(choice, random);
        int number = ++lastEvent;
        event.setLength(0);
        event.append("{\"event_id\":\"").append(eventId(traffic.seed(), number));
        event.append("\",\"event_type\":\"user_activity\",\"event_time\":\"");
        TIME.formatTo(now, event);
        event.append('"');
        session.writeTo(event);
        return new SimulatedRecord(
                Kind.ACTIVITY,
                number,
                session.id(),
                session.explicitHashKey(),
                event.toString().getBytes(StandardCharsets.UTF_8));
    }

    private SimulatedRecord beside(Kind kind, String key, byte[] data) {
        return new SimulatedRecord(kind, 0, key, HashKeys.of(random.nextLong()), data);
    }

    /** Every customer is one shopper, as long as there are enough of them; the unknown ones stand evenly among them. */
    private SimulatedShopper[] shoppers(List<ShopCustomer> customers) {
        List<ShopCustomer> visitors = new ArrayList<>(customers);
        Collections.shuffle(visitors, random);
        ShopCustomer last = customers.get(customers.size() - 1);
        SimulatedShopper[] made = new SimulatedShopper[traffic.shoppers()];
        for (int i = 0; i < made.length; i++) {
            ShopCustomer customer = visitors.get(i % visitors.size());
            boolean unknown = Math.floor((i + 1) * traffic.unknownShare()) > Math.floor(i * traffic.unknownShare());
            made[i] = unknown
                    ? SimulatedShopper.unknown(last, customer, random)
                    : SimulatedShopper.known(customer, random);
        }
        return made;
    }
}
