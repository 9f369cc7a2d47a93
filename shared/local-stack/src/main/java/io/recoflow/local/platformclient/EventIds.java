package io.recoflow.local.platformclient;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A set of event ids that takes a bit for each of a simulator's, so that it holds those of hours. Thread-safe. */
public final class EventIds {
    /** A text and a number of at most eight digits, as a simulator numbers its events. */
    private static final Pattern NUMBERED = Pattern.compile("(.*-)([1-9][0-9]{0,7})", Pattern.DOTALL);

    private final Map<String, BitSet> numbered = new HashMap<>();
    private final Set<String> others = new HashSet<>();
    private int size;

    /** Whether the id is new. */
    public synchronized boolean add(String id) {
        boolean isNew = isNew(id);
        if (isNew) {
            size++;
        }
        return isNew;
    }

    synchronized boolean containsAll(Set<String> ids) {
        return ids.stream().allMatch(this::contains);
    }

    synchronized int size() {
        return size;
    }

    /** The ids of now. */
    public synchronized Set<String> copy() {
        Set<String> copy = new HashSet<>(others);
        numbered.forEach((prefix, numbers) -> numbers.stream().forEach(number -> copy.add(prefix + number)));
        return copy;
    }

    private boolean isNew(String id) {
        Matcher matcher = NUMBERED.matcher(id);
        if (!matcher.matches()) {
            return others.add(id);
        }
        BitSet numbers = numbered.computeIfAbsent(matcher.group(1), prefix -> new BitSet());
        int number = Integer.parseInt(matcher.group(2));
        boolean isNew = !numbers.get(number);
        numbers.set(number);
        return isNew;
    }

    private boolean contains(String id) {
        Matcher matcher = NUMBERED.matcher(id);
        if (!matcher.matches()) {
            return others.contains(id);
        }
        BitSet numbers = numbered.get(matcher.group(1));
        return numbers != null && numbers.get(Integer.parseInt(matcher.group(2)));
    }
}
