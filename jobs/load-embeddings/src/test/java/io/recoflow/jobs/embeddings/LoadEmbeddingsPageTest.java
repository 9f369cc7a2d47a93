package io.recoflow.jobs.embeddings;

import io.recoflow.testkit.documentation.OptionTable;
import io.recoflow.testkit.documentation.PageCheck;
import org.junit.jupiter.api.Test;

final class LoadEmbeddingsPageTest {

    @Test
    void theTableOfOptionsIsTheOneThatTheOptionsMake() {
        PageCheck.of("jobs/load-embeddings/README.md")
                .hasSection("load-embeddings-options", OptionTable.markdown(LoadEmbeddingsOptions.ALL));
    }
}
