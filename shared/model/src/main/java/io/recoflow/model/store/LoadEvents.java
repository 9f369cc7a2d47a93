package io.recoflow.model.store;

/** Who is told what a load does. Called by more than one thread, one at a time. */
public interface LoadEvents {

    /** What the load is at, in one line; every few seconds. */
    void progress(String line);

    /** What did not stop the load but someone should know. */
    void warning(String line);
}
