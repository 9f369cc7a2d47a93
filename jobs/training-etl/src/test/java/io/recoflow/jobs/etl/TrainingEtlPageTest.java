package io.recoflow.jobs.etl;

import io.recoflow.testkit.documentation.OptionTable;
import io.recoflow.testkit.documentation.PageCheck;
import org.junit.jupiter.api.Test;

final class TrainingEtlPageTest {

    @Test
    void theTableOfOptionsIsTheOneThatTheOptionsMake() {
        PageCheck.of("jobs/training-etl/README.md")
                .hasSection("training-etl-options", OptionTable.markdown(TrainingEtlOptions.ALL));
    }
}
