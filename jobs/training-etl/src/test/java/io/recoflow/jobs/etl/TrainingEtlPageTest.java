package io.recoflow.jobs.etl;

import io.recoflow.testkit.documentation.OptionTable;
import io.recoflow.testkit.documentation.PageCheck;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TrainingEtlPageTest {

    @Test
    void theTableOfOptionsIsTheOneThatTheOptionsMake() {
        PageCheck.of("jobs/training-etl/README.md")
                .hasSection("training-etl-options", OptionTable.markdown(TrainingEtlOptions.ALL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"woocommerce", "movielens"})
    void theMappingsAreThoseThatATestRunsWith(String shop) throws IOException {
        PageCheck.of("jobs/training-etl/README.md")
                .hasSection(
                        shop + "-mapping",
                        "```properties\n"
                                + MappedShopTest.mapping(shop + ".properties").strip() + "\n```");
    }
}
