package io.recoflow.local.malformed;

import java.util.ArrayList;
import java.util.List;

/**
 * More than 150 different records that a job must reject, each for one reason; the same in every run. The reasons, of
 * which the first that holds is the one given:
 *
 * <ul>
 *   <li>{@code empty}: nothing but JSON white space.
 *   <li>{@code too_large}: more than 262,144 bytes.
 *   <li>{@code not_utf8}: the bytes are no valid UTF-8.
 *   <li>{@code too_deep}: nested deeper than 32 levels.
 *   <li>{@code not_json}: not exactly one JSON value.
 *   <li>{@code not_an_object}: a JSON value of another kind, or an array without an object.
 * </ul>
 */
public final class MalformedEvents {
    private static final List<MalformedEvent> ALL = collect();

    private MalformedEvents() {}

    /** All of them, in a fixed order in which the reasons alternate. */
    public static List<MalformedEvent> all() {
        return ALL;
    }

    private static List<MalformedEvent> collect() {
        List<List<MalformedEvent>> byReason = new ArrayList<>();
        byReason.add(MalformedBytes.empty());
        byReason.add(MalformedBytes.tooLarge());
        byReason.add(MalformedBytes.notUtf8());
        byReason.add(MalformedSyntax.tooDeep());
        byReason.add(MalformedSyntax.notJson());
        byReason.add(MalformedSyntax.notAnObject());
        List<MalformedEvent> all = new ArrayList<>();
        int longest = byReason.stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < longest; i++) {
            for (List<MalformedEvent> ofReason : byReason) {
                if (i < ofReason.size()) {
                    all.add(ofReason.get(i));
                }
            }
        }
        return List.copyOf(all);
    }
}
