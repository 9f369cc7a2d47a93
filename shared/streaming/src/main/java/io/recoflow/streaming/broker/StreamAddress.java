package io.recoflow.streaming.broker;

/**
 * A stream.
 *
 * @param text as it was given
 * @param name by which the stream's records tell it
 */
public record StreamAddress(String text, String name) {

    @Override
    public String toString() {
        return text;
    }
}
