package io.recoflow.model.neighbours;

/**
 * The k highest of many scores, without sorting them all. Of equal scores the lower index counts as higher, so that the
 * result does not depend on the order in which scores come.
 */
final class TopK {

    private final float[] scores;
    private final int[] indexes;
    private int size;

    TopK(int k) {
        scores = new float[k];
        indexes = new int[k];
    }

    /** A score that is not above this cannot be among the highest, whatever its index where it is below. */
    float threshold() {
        return size < scores.length ? Float.NEGATIVE_INFINITY : scores[0];
    }

    void offer(float score, int index) {
        if (size < scores.length) {
            int place = size++;
            while (place > 0 && isBelow(score, index, (place - 1) / 2)) {
                move((place - 1) / 2, place);
                place = (place - 1) / 2;
            }
            put(score, index, place);
        } else if (size > 0 && !isBelow(score, index, 0)) {
            sink(score, index);
        }
    }

    /** The places from the highest score to the lowest; the heap is empty then. */
    Entries drain() {
        float[] values = new float[size];
        int[] places = new int[size];
        for (int i = size - 1; i >= 0; i--) {
            values[i] = scores[0];
            places[i] = indexes[0];
            size--;
            sink(scores[size], indexes[size]);
        }
        return new Entries(places, values);
    }

    @SuppressWarnings("ArrayRecordComponent")
    record Entries(int[] indexes, float[] scores) {}

    /** Puts an entry at the root, which is the lowest, and lets it sink below those that are lower. */
    private void sink(float score, int index) {
        int place = 0;
        while (2 * place + 1 < size) {
            int child = 2 * place + 1;
            if (child + 1 < size && isBelow(scores[child + 1], indexes[child + 1], child)) {
                child++;
            }
            if (isBelow(score, index, child)) {
                break;
            }
            move(child, place);
            place = child;
        }
        put(score, index, place);
    }

    private boolean isBelow(float score, int index, int place) {
        return score < scores[place] || (score == scores[place] && index > indexes[place]);
    }

    private void move(int from, int to) {
        scores[to] = scores[from];
        indexes[to] = indexes[from];
    }

    private void put(float score, int index, int place) {
        scores[place] = score;
        indexes[place] = index;
    }
}
