package io.recoflow.shop.activity;

import java.util.ArrayList;
import java.util.List;

/** What was not taken as it came, each once. Never holds a value, which may be a person's. */
final class Notes {

    private List<String> notes = List.of();

    void add(String field, String what) {
        String note = field + ": " + what;
        if (notes.isEmpty()) {
            notes = new ArrayList<>(2);
        }
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }

    List<String> all() {
        return notes;
    }
}
