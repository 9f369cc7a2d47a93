package io.recoflow.lake.publish;

/** What became of the rows of an input: {@code read = written + rejected}. */
public record RowBalance(long read, long written, long rejected) {

    public static final RowBalance NONE = new RowBalance(0, 0, 0);

    /** 0 to 1. */
    public double rejectedShare() {
        return read == 0 ? 0 : (double) rejected / read;
    }
}
