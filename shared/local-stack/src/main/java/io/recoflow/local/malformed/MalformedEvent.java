package io.recoflow.local.malformed;

/**
 * A record that is no usable event.
 *
 * @param name says what is wrong, unique among {@link MalformedEvents}
 * @param reason the code under which the job must reject it, such as {@code not_json}
 * @param data the record's bytes; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes are handed over without a copy; nobody compares records.
public record MalformedEvent(String name, String reason, byte[] data) {}
