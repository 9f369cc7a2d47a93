package io.recoflow.runtime.storage;

/**
 * A file that was found below a folder.
 *
 * @param path relative to the folder: {@code customerNumber=103/part-00000-0.snappy.parquet}
 * @param bytes its size
 */
public record StoredFile(String path, long bytes) {}
