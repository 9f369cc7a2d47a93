package io.recoflow.kinesis.tail;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The memory of a buffer. Space is reserved before a page is asked for, so that no page comes on top of a full buffer.
 * Safe for concurrent callers, who get space in the order of their asking.
 */
public final class BufferSpace {

    /** Pages on their way may take this part of the space, so that the rest holds what is read. */
    private static final int PART_FOR_PAGES = 2;

    private final long capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Object> waiting = new ArrayDeque<>();
    private long taken;

    /** @param capacity in bytes */
    public BufferSpace(long capacity) {
        this.capacity = capacity;
    }

    /**
     * Waits until there is space for a page, and takes it.
     *
     * @param least bytes that a page wants at the least; more than the capacity is granted to one alone
     * @param readers how many read side by side
     * @return the bytes taken
     */
    long reserve(long least, int readers) throws InterruptedException {
        long page = Math.max(least, capacity / PART_FOR_PAGES / Math.max(1, readers));
        Object turn = new Object();
        lock.lockInterruptibly();
        try {
            waiting.add(turn);
            while (waiting.peek() != turn || (taken > 0 && taken + page > capacity)) {
                changed.await();
            }
            taken += page;
            return page;
        } finally {
            waiting.remove(turn);
            changed.signalAll();
            lock.unlock();
        }
    }

    /** What was reserved has become something else: less, nothing, or, where records were larger than thought, more. */
    void settle(long reserved, long actual) {
        free(reserved - actual);
    }

    public void free(long bytes) {
        lock.lock();
        try {
            taken -= bytes;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
