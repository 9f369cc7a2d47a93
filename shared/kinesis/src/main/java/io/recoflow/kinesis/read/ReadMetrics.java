package io.recoflow.kinesis.read;

/** Takes note of what is read of a stream. */
public interface ReadMetrics {

    /** Notes nothing. */
    ReadMetrics NONE = new ReadMetrics() {
        @Override
        public void read(long records, long bytes) {}

        @Override
        public void retried() {}

        @Override
        public void skippedGap() {}

        @Override
        public void leftOut(long records) {}
    };

    void read(long records, long bytes);

    /** A call is made again. */
    void retried();

    /** Records expired unread, and reading goes on behind them. */
    void skippedGap();

    /** Records of an aggregated record that its producer sends again to another shard. */
    void leftOut(long records);
}
