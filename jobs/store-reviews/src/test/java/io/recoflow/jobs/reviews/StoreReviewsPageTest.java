package io.recoflow.jobs.reviews;

import io.recoflow.shop.TableColumn;
import io.recoflow.shop.review.RejectedReview;
import io.recoflow.shop.review.Review;
import io.recoflow.shop.review.ReviewRejection;
import io.recoflow.shop.review.StoredReview;
import io.recoflow.testkit.documentation.OptionTable;
import io.recoflow.testkit.documentation.PageCheck;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class StoreReviewsPageTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("sections")
    void aGeneratedTableIsWhatTheCodeMakes(String section, String table) {
        PageCheck.of("jobs/store-reviews/README.md").hasSection(section, table);
    }

    static Stream<Arguments> sections() {
        return Stream.of(
                Arguments.of("store-reviews-options", OptionTable.markdown(StoreReviewsOptions.ALL)),
                Arguments.of("review-fields", TableColumn.markdown(Review.class)),
                Arguments.of("review-columns", TableColumn.markdown(StoredReview.class)),
                Arguments.of("rejected-columns", TableColumn.markdown(RejectedReview.class)),
                Arguments.of(
                        "rejection-reasons",
                        Stream.of(ReviewRejection.values())
                                .map(reason -> "| `" + reason.code() + "` | " + reason.meaning() + " |")
                                .collect(Collectors.joining("\n", "| reason | meaning |\n|---|---|\n", ""))));
    }
}
