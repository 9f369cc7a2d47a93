package io.recoflow.kinesis.tail;

/** How much a micro-batch may hold. {@code Long.MAX_VALUE} is no limit. */
public record BatchLimits(long records, long bytes) {

    public static final BatchLimits NONE = new BatchLimits(Long.MAX_VALUE, Long.MAX_VALUE);

    public boolean none() {
        return equals(NONE);
    }
}
