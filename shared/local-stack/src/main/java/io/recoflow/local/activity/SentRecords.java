package io.recoflow.local.activity;

import io.recoflow.local.malformed.MalformedEvents;

/**
 * What the stream has taken from a simulator.
 *
 * @param activity valid events of user activity
 * @param malformed see {@link MalformedEvents}
 * @param otherTypes events of other types
 * @param unanswered requests that failed as a whole and were sent again: their records may be in the stream twice
 */
public record SentRecords(long activity, long malformed, long otherTypes, long unanswered) {
    /** Records of all kinds. */
    public long total() {
        return activity + malformed + otherTypes;
    }
}
