package io.recoflow.jobs.reviews;

import io.recoflow.jobs.reviews.ReviewServices.Sent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Reviews as a shop sends them: new ones, edited ones and records that are none; and what must be in the table then. */
final class SentReviews {

    private static final double EDITED = 0.1;
    private static final double BROKEN = 0.02;

    private final Random random;
    private final Map<String, String> newest = new HashMap<>();
    private final List<String> ids = new ArrayList<>();
    private int records;
    private int broken;

    SentReviews(long seed) {
        this.random = new Random(seed);
    }

    /** The next records, each by its review's id as the partition key. */
    List<Sent> next(int wanted) {
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < wanted; i++, records++) {
            double kind = random.nextDouble();
            if (kind < BROKEN) {
                broken++;
                sent.add(Sent.of("broken-" + records, "{\"review_id\":\"broken-" + records + "\"}"));
            } else {
                sent.add(review(kind < BROKEN + EDITED && !ids.isEmpty()));
            }
        }
        return sent;
    }

    private Sent review(boolean edited) {
        String id = edited ? ids.get(random.nextInt(ids.size())) : "R" + records;
        if (!edited) {
            ids.add(id);
        }
        String text = "text " + records + " " + "x".repeat(random.nextInt(200));
        newest.put(id, text);
        return Sent.of(
                id,
                "{\"review_id\":\"" + id + "\",\"reviewer_id\":\"C" + random.nextInt(1_000) + "\",\"product_id\":\"P"
                        + random.nextInt(50) + "\",\"marketplace_id\":\"US\",\"star_rating\":"
                        + (1 + random.nextInt(5)) + ",\"review_text\":\"" + text
                        + "\",\"review_date\":\"2021-11-19T10:00:00Z\"}");
    }

    /** The text of the newest version of each review. */
    Map<String, String> newest() {
        return newest;
    }

    int records() {
        return records;
    }

    int broken() {
        return broken;
    }
}
