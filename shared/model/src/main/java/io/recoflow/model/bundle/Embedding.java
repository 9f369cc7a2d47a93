package io.recoflow.model.bundle;

/** A vector with the name of what it stands for. The array is shared, not copied. */
@SuppressWarnings("ArrayRecordComponent")
public record Embedding(String id, float[] values) {}
