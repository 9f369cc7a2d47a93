package io.recoflow.bench;

/** One of the things that are measured side by side. */
public interface Contestant {

    String name();

    /**
     * What is timed.
     *
     * @param round a folder name of its own for each run; nothing is deleted between rounds, because file systems make
     *     new files more slowly for minutes after many were deleted
     */
    void run(String round) throws Exception;

    /** What a run made; not timed. */
    Output output(String round) throws Exception;

    /**
     * What a run made.
     *
     * @param files number of data files
     * @param bytes size of them
     * @param rows in them, counted by reading
     */
    record Output(long files, long bytes, long rows) {}
}
