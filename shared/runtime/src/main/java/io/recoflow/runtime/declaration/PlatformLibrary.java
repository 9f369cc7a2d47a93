package io.recoflow.runtime.declaration;

/** A library that platforms bring beside Spark, and that a job must ask for. */
public enum PlatformLibrary {
    /** Delta Lake, with its extension of Spark's sessions and its catalog. */
    DELTA,
    /** The platform's own connector to Kinesis. */
    KINESIS_CONNECTOR
}
