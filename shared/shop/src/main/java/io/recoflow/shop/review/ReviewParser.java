package io.recoflow.shop.review;

import io.recoflow.shop.json.JsonObject;
import io.recoflow.shop.json.StrictJson;
import io.recoflow.shop.json.UnreadableException;
import io.recoflow.shop.review.ParsedReview.Rejected;
import io.recoflow.shop.review.ParsedReview.Valid;
import java.time.Instant;

/**
 * Reads reviews as the shop sends them, strictly. Never fails: whatever the bytes are, they are a review or rejected. A pure
 * function of the record. Safe for concurrent callers.
 */
public final class ReviewParser {

    static final int MOST_BYTES = 10 * 1024 * 1024;

    private static final int LONGEST_MESSAGE = 300;

    private final StrictJson json = new StrictJson(MOST_BYTES);

    /** @param arrivedAt by the stream's clock */
    public ParsedReview parse(byte[] data, Instant arrivedAt) {
        try {
            JsonObject object = json.read(data);
            Review review = new ReviewFields(object.root(), arrivedAt).review();
            if (object.hasLoneSurrogates()) {
                throw new RejectedException(
                        ReviewRejection.BAD_VALUE, "A text has half of a surrogate pair, which UTF-8 cannot hold");
            }
            return new Valid(review);
        } catch (UnreadableException e) {
            return rejected(ReviewRejection.valueOf(e.flaw().name()), e);
        } catch (RejectedException e) {
            return rejected(e.reason(), e);
        }
    }

    private static Rejected rejected(ReviewRejection reason, RuntimeException failure) {
        String line = String.valueOf(failure.getMessage()).replaceAll("\\s+", " ");
        return new Rejected(
                reason, line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE - 1) + "…");
    }
}
