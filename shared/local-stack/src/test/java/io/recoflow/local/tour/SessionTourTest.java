package io.recoflow.local.tour;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionTourTest {
    private static final String BY_MODEL = """
            {"customer_number": 103, "city": "Nantes ", "country": "France", "browse_history": [
                {"product_code": "S1_9", "quantity": 1, "in_shopping_cart": false},
                {"product_code": "S1_1", "quantity": 2, "in_shopping_cart": true}],
             "recommended_items": [{"id": "S1_2", "score": 4.25}],
             "similar_items": [
                {"product_code": "S1_9", "similar_items": [{"id": "S1_8", "distance": 0.5}]},
                {"product_code": "S1_1", "similar_items": [{"id": "S1_2", "distance": 0.125}]}],
             "served_by": "model", "reason": null}""";
    private static final String BY_POPULARITY = """
            {"customer_number": 112, "browse_history": [{"product_code": "S1_1", "in_shopping_cart": false}],
             "recommended_items": [{"id": "S1_3", "score": null}], "similar_items": [],
             "served_by": "popularity", "reason": "deadline"}""";
    private static final String UNKNOWN = """
            {"browse_history": [{"product_code": "S1_1", "in_shopping_cart": false}], "recommended_items": [],
             "similar_items": [], "served_by": "model", "reason": null}""";

    @Test
    void showsWhatWasLookedAtLastAndWhatWasRecommended() {
        assertThat(tour(List.of(BY_MODEL)))
                .contains("One session of customer 103, Nantes, France:")
                .contains("1. looks at S1_1 1957 Corvane Coupe, and puts it into the cart; served by model\n")
                .containsPattern("S1_2 +1931 Halbrook Tourer +4.250\n")
                .contains("Most like S1_1: S1_2 1931 Halbrook Tourer (0.1250)\n")
                .doesNotContain("S1_8");
    }

    @Test
    void saysWhyTheModelDidNotServe() {
        assertThat(tour(List.of(BY_POPULARITY)))
                .contains("1. looks at S1_1 1957 Corvane Coupe; served by popularity, because: deadline\n")
                .containsPattern("\nS1_3 *\n");
    }

    @Test
    void showsTheViewsInTheirOrder() {
        assertThat(tour(List.of(BY_POPULARITY, BY_MODEL)))
                .containsSubsequence("1. looks at", "deadline", "2. looks at");
    }

    @Test
    void prefersACustomerWhomTheModelServes() {
        assertThat(tour(List.of(), List.of(UNKNOWN, UNKNOWN, UNKNOWN), List.of(BY_POPULARITY), List.of(BY_MODEL)))
                .contains("customer 103");
    }

    @Test
    void takesAVisitorWhoIsNotLoggedInWhereThereIsNobodyElse() {
        assertThat(tour(List.of(UNKNOWN))).contains("One session of someone who is not logged in:");
    }

    @Test
    void noSessionFailsTheDemo() {
        assertThatThrownBy(() -> tour(List.of()))
                .isInstanceOf(DemoException.class)
                .hasMessageContaining("no session");
    }

    @SafeVarargs
    private static String tour(List<String>... sessions) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, UTF_8)) {
            new SessionTour(Map.of("S1_1", "1957 Corvane Coupe", "S1_2", "1931 Halbrook Tourer"), out)
                    .show(List.of(sessions));
        }
        return bytes.toString(UTF_8);
    }
}
