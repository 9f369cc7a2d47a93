package io.recoflow.aws.template;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** No resource needs itself, be it by way of others. */
final class CircleCheck {
    void check(Template template, Problems problems) {
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        template.resources()
                .forEach((id, resource) -> needs.put(
                        id,
                        References.ofResource(id, resource).stream()
                                .filter(reference -> reference.kind() != Reference.Kind.CONDITION
                                        && reference.kind() != Reference.Kind.MAPPING)
                                .map(Reference::target)
                                .filter(template.resources()::containsKey)
                                .collect(Collectors.toSet())));
        Set<String> done = new HashSet<>();
        for (String id : needs.keySet()) {
            follow(id, new ArrayList<>(), needs, done, problems);
        }
    }

    /** @param trail what led here, each needing the next */
    private static void follow(
            String id, List<String> trail, Map<String, Set<String>> needs, Set<String> done, Problems problems) {
        int start = trail.indexOf(id);
        if (start >= 0) {
            problems.add(
                    "Resources." + id,
                    "needs itself: " + String.join(" -> ", trail.subList(start, trail.size())) + " -> " + id
                            + ". Take one of these references out, or move it into a resource of its own");
            return;
        }
        if (done.contains(id)) {
            return;
        }
        trail.add(id);
        for (String needed : needs.getOrDefault(id, Set.of())) {
            follow(needed, trail, needs, done, problems);
        }
        trail.remove(trail.size() - 1);
        done.add(id);
    }
}
