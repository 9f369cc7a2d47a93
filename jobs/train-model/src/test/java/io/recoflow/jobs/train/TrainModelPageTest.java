package io.recoflow.jobs.train;

import io.recoflow.testkit.documentation.OptionTable;
import io.recoflow.testkit.documentation.PageCheck;
import org.junit.jupiter.api.Test;

final class TrainModelPageTest {

    @Test
    void theTableOfOptionsIsTheOneThatTheOptionsMake() {
        PageCheck.of("jobs/train-model/README.md")
                .hasSection("train-model-options", OptionTable.markdown(TrainModelOptions.ALL));
    }
}
