package io.recoflow.bench.reviews;

import java.nio.file.Path;

/** What brings reviews from the stream into the table. */
interface Storer {

    /** Most puts at a time, of all contestants. */
    int PUTS_AT_ONCE = 64;

    String name();

    /**
     * Begins; closing what it gives ends it.
     *
     * @param folder an empty one
     */
    AutoCloseable start(ReviewServices services, Path folder) throws Exception;
}
