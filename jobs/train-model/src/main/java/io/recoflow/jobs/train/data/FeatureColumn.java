package io.recoflow.jobs.train.data;

/** A column that a model may learn from. */
public record FeatureColumn(String name, Kind kind) {

    /** What a column's values are. */
    public enum Kind {
        NUMBER,
        TIME,
        /** Each value is a category. */
        TEXT
    }

    public boolean numeric() {
        return kind != Kind.TEXT;
    }
}
