package io.recoflow.jobs.recommend;

import io.recoflow.shop.TableColumn;
import io.recoflow.shop.activity.ActivityCount;
import io.recoflow.shop.activity.RejectedActivity;
import io.recoflow.shop.activity.RejectionReason;
import io.recoflow.shop.recommendation.FallbackReason;
import io.recoflow.shop.recommendation.Recommendation;
import io.recoflow.testkit.documentation.OptionTable;
import io.recoflow.testkit.documentation.PageCheck;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class StreamRecommendPageTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("sections")
    void aGeneratedTableIsWhatTheCodeMakes(String section, String table) {
        PageCheck.of("jobs/stream-recommend/README.md").hasSection(section, table);
    }

    static Stream<Arguments> sections() {
        return Stream.of(
                Arguments.of("stream-recommend-options", OptionTable.markdown(StreamRecommendOptions.ALL)),
                Arguments.of("erase-options", OptionTable.markdown(EraseShopper.OPTIONS)),
                Arguments.of("recommendation-columns", TableColumn.markdown(Recommendation.class)),
                Arguments.of("rejected-columns", TableColumn.markdown(RejectedActivity.class)),
                Arguments.of("count-columns", TableColumn.markdown(ActivityCount.class)),
                Arguments.of(
                        "fallback-reasons",
                        Stream.of(FallbackReason.values())
                                .map(reason -> "| `" + reason.code() + "` | " + reason.meaning() + " |")
                                .collect(Collectors.joining("\n", "| reason | meaning |\n|---|---|\n", ""))),
                Arguments.of(
                        "rejection-reasons",
                        Stream.of(RejectionReason.values())
                                .map(reason -> "| `" + reason.code() + "` | " + reason.meaning() + " |")
                                .collect(Collectors.joining("\n", "| reason | meaning |\n|---|---|\n", ""))));
    }
}
