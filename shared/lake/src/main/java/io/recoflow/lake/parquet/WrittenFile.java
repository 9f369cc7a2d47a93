package io.recoflow.lake.parquet;

import java.io.Serializable;

/**
 * A data file that was written whole.
 *
 * @param path relative to the output's folder: {@code customerNumber=103/part-00000-0.snappy.parquet}
 * @param rows in it
 * @param bytes its size
 */
public record WrittenFile(String path, long rows, long bytes) implements Serializable {}
