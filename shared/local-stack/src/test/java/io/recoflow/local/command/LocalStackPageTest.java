package io.recoflow.local.command;

import io.recoflow.runtime.launch.Job;
import io.recoflow.testkit.documentation.OptionTable;
import io.recoflow.testkit.documentation.PageCheck;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalStackPageTest {
    private static final List<Job> COMMANDS =
            List.of(new LocalKinesisCommand(), new ActivitySimulatorCommand(), new PlatformClientCommand());

    @Test
    void theTablesOfOptionsAreThoseThatTheOptionsMake() {
        PageCheck page = PageCheck.of("shared/local-stack/README.md");
        for (Job command : COMMANDS) {
            page.hasSection(command.name() + "-options", OptionTable.markdown(command.options()));
        }
    }
}
