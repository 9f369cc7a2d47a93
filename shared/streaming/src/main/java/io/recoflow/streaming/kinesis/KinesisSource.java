package io.recoflow.streaming.kinesis;

/** The Spark source that reads the activity; prints as the name by which Spark knows it. */
public enum KinesisSource {
    /** This project's. */
    RECOFLOW("recoflow-kinesis"),
    /** EMR's. */
    EMR("aws-kinesis"),
    /** Glue's. */
    GLUE("kinesis");

    private final String format;

    KinesisSource(String format) {
        this.format = format;
    }

    @Override
    public String toString() {
        return format;
    }
}
