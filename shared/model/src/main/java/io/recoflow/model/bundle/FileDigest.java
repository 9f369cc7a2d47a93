package io.recoflow.model.bundle;

/**
 * What a file must be.
 *
 * @param sha256 lower-case hexadecimal
 */
public record FileDigest(String sha256, long bytes) {}
