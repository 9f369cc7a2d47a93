package io.recoflow.kinesis.tail;

import io.recoflow.kinesis.read.ShardPage;

/** Who is given the pages of one shard by its tailer. */
public interface PageTaker {

    /**
     * What became of a page.
     *
     * @param bytes what it takes in the buffer
     * @param wantsMore whether more of its shard shall be read
     */
    record Taken(long bytes, boolean wantsMore) {

        /** Of a shard that is no longer asked for. */
        public static final Taken NOTHING = new Taken(0, false);
    }

    /** How many shards are read side by side. */
    int readers();

    /**
     * Takes a page.
     *
     * @param caughtUp whether it shows that all was read that shall be, as far as the shard itself tells
     */
    Taken add(ShardPage page, boolean caughtUp) throws InterruptedException;

    /** The shard cannot be read on. */
    void fail(Throwable cause);
}
