package io.recoflow.serving.served;

import java.util.function.Supplier;

/**
 * A version of something that one look has found.
 *
 * @param load of that version, whatever is published meanwhile
 */
record Found<T>(String version, Supplier<T> load) {}
