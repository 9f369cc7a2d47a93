package io.recoflow.jobs.train.learn;

import java.util.Locale;

/** What a model is to be good at. */
public enum ObjectiveKind {
    /** Which items a customer chooses, of all there are. */
    RANKING,
    /** How a customer rates the items that the customer rates. */
    RATING;

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
