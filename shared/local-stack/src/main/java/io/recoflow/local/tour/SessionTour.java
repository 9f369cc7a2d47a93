package io.recoflow.local.tour;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recoflow.runtime.report.Table;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Shows one visit to the shop: what was looked at, and what was recommended each time. */
final class SessionTour {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Enough to see what changes from view to view, and not more than one reads. */
    private static final int VIEWS = 3;

    private final Map<String, String> productNames;
    private final PrintStream out;

    /** @param productNames names by product code; a product without one is shown without */
    SessionTour(Map<String, String> productNames, PrintStream out) {
        this.productNames = productNames;
        this.out = out;
    }

    /**
     * Shows a typical one: of a customer, by the model and short, as far as there is one.
     *
     * @param sessions each with the JSON of its answers, in their order; those without answers are passed over
     * @throws DemoException when there is none, or an answer is no JSON
     */
    void show(List<List<String>> sessions) {
        List<JsonNode> session = sessions.stream()
                .filter(answers -> !answers.isEmpty())
                .map(SessionTour::parsed)
                .min(Comparator.comparingInt(SessionTour::strangeness))
                .orElseThrow(() -> new DemoException("no session was answered"));
        JsonNode first = session.get(0);
        out.println();
        out.println("One session of " + visitor(first) + ":");
        for (int i = 0; i < session.size(); i++) {
            show(i + 1, session.get(i));
        }
    }

    private static int strangeness(List<JsonNode> session) {
        long fallbacks =
                session.stream().filter(answer -> answer.hasNonNull("reason")).count();
        boolean known = session.get(0).hasNonNull("customer_number");
        return (known ? 0 : 1_000)
                + (int) Math.min(fallbacks, 9) * 100
                + Math.min(99, Math.abs(session.size() - VIEWS));
    }

    private static String visitor(JsonNode answer) {
        List<String> words = new ArrayList<>();
        words.add(
                answer.hasNonNull("customer_number")
                        ? "customer " + answer.path("customer_number").asText()
                        : "someone who is not logged in");
        for (String field : List.of("city", "country")) {
            if (answer.hasNonNull(field)) {
                words.add(answer.path(field).asText().strip());
            }
        }
        return String.join(", ", words);
    }

    private void show(int number, JsonNode answer) {
        JsonNode history = answer.path("browse_history");
        JsonNode viewed = history.path(history.size() - 1);
        String code = viewed.path("product_code").asText();
        out.println();
        out.println(number + ". looks at " + named(code)
                + (viewed.path("in_shopping_cart").asBoolean() ? ", and puts it into the cart" : "") + "; served by "
                + answer.path("served_by").asText()
                + knownBy(answer.path("known_by"))
                + (answer.hasNonNull("reason")
                        ? ", because: " + answer.path("reason").asText()
                        : ""));
        Table recommended = Table.columns("recommended", "name", "score");
        for (JsonNode item : answer.path("recommended_items")) {
            String id = item.path("id").asText();
            recommended.row(
                    id,
                    productNames.getOrDefault(id, ""),
                    item.hasNonNull("score")
                            ? String.format(
                                    Locale.ROOT, "%.3f", item.path("score").asDouble())
                            : "");
        }
        out.println(recommended.text());
        for (JsonNode similar : answer.path("similar_items")) {
            if (similar.path("product_code").asText().equals(code)) {
                out.println("Most like " + code + ": " + neighbours(similar.path("similar_items")));
            }
        }
    }

    private static String knownBy(JsonNode known) {
        return known.isEmpty()
                ? ""
                : StreamSupport.stream(known.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", ", ", which knows the shopper by ", ""));
    }

    private String neighbours(JsonNode items) {
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> named(item.path("id").asText())
                        + String.format(
                                Locale.ROOT, " (%.4f)", item.path("distance").asDouble()))
                .collect(Collectors.joining("; "));
    }

    private String named(String code) {
        String name = productNames.getOrDefault(code, "");
        return name.isEmpty() ? code : code + " " + name;
    }

    private static List<JsonNode> parsed(List<String> answers) {
        List<JsonNode> parsed = new ArrayList<>();
        for (String answer : answers) {
            try {
                parsed.add(JSON.readTree(answer));
            } catch (JsonProcessingException e) {
                throw new DemoException("an answer is no JSON: " + answer);
            }
        }
        return parsed;
    }
}
