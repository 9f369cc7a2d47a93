package io.recoflow.bench.recommend;

import java.nio.file.Path;
import java.util.Optional;

/** What answers the activity of shoppers. */
interface Answerer {

    String name();

    /**
     * Starts to answer the activity stream from its first record on, until it is closed.
     *
     * @param folder empty, for what it writes
     */
    Running start(ShopStreams streams, Path folder) throws Exception;

    /** An answerer at work. */
    interface Running extends AutoCloseable {

        /** @throws IllegalStateException where it failed */
        void check();

        /** Where it is a process of its own. */
        Optional<ProcessHandle> process();
    }
}
