package io.recoflow.serving.served;

import io.recoflow.model.bundle.Manifest;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Locale;
import java.util.Optional;

/**
 * How much of the heap the items of a model take while they are loaded: their vectors as they are read, and both forms in
 * which they are searched.
 *
 * @param rows items
 * @param dimension of the vectors
 * @param bytes at the least
 */
record HeapNeed(long rows, int dimension, long bytes) {

    /** Headers of arrays and objects, an entry of the index, an id of a few letters. */
    private static final int BYTES_OF_A_ROW = 160;

    private static final double MEGABYTE = 1024.0 * 1024;

    static HeapNeed ofItems(Manifest manifest) {
        long rows = manifest.itemEmbeddings().rows();
        long floats = 2L * manifest.dimension() + manifest.similarityDimensions();
        return new HeapNeed(rows, manifest.dimension(), rows * (floats * Float.BYTES + BYTES_OF_A_ROW));
    }

    /** What the heap may still grow by and what was free in it when it was last cleared. */
    static long free() {
        long live = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(usage -> usage != null)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
        return Runtime.getRuntime().maxMemory() - live;
    }

    /** Why it cannot be loaded, or empty where it can, as far as is known. */
    Optional<String> problem(long free) {
        return bytes <= free
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%,d items of %d dimensions take %,.0f MB while they are loaded, and the heap has %,.0f MB left:"
                                + " give the process more memory, or publish fewer items",
                        rows,
                        dimension,
                        bytes / MEGABYTE,
                        free / MEGABYTE));
    }
}
