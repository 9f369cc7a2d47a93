package io.recoflow.aws.template;

import java.util.ArrayList;
import java.util.List;

/** Collects the problems of one template. */
final class Problems {
    private final String template;
    private final List<TemplateProblem> found = new ArrayList<>();

    Problems(String template) {
        this.template = template;
    }

    void add(String path, String text) {
        found.add(new TemplateProblem(template, path, text));
    }

    void addAll(Problems others) {
        found.addAll(others.found);
    }

    /** Another collector for the same template. */
    Problems trial() {
        return new Problems(template);
    }

    int size() {
        return found.size();
    }

    List<TemplateProblem> all() {
        return List.copyOf(found);
    }
}
