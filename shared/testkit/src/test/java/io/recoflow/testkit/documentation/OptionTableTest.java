package io.recoflow.testkit.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.runtime.option.Option;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OptionTableTest {

    private static final List<Option<?>> OPTIONS = List.of(
            Option.text("source-url")
                    .label("URL")
                    .description("JDBC address of the source.")
                    .required(),
            Option.secret("source-password").description("Password at the source."),
            Option.integer("parallel-reads", 1, 64)
                    .description("Connections to the source at once.")
                    .defaultValue(4),
            Option.share("max-rejected-share")
                    .description("Share of rows that may be rejected; 5% | 10% are usual.")
                    .defaultValue(0.05));

    @Test
    void theMarkdownTableHasEveryOption() {
        assertThat(OptionTable.markdown(OPTIONS)).isEqualTo("""
                | Option | Environment | Default | What it does |
                | --- | --- | --- | --- |
                | `--source-url URL` | `RECOFLOW_SOURCE_URL` | required | JDBC address of the source. |
                | (`--source-password`) environment only | `RECOFLOW_SOURCE_PASSWORD` |  | Password at the source. |
                | `--parallel-reads N` | `RECOFLOW_PARALLEL_READS` | `4` | Connections to the source at once. |
                | `--max-rejected-share SHARE` | `RECOFLOW_MAX_REJECTED_SHARE` | `0.05` | Share of rows that may be rejected; 5% \\| 10% are usual. |
                | `--config FILE` | `RECOFLOW_CONFIG` |  | Properties file with option values, in any file system; its keys are option names without the dashes. |
                | `--dry-run` | `RECOFLOW_DRY_RUN` | `false` | Resolve, connect, check and print the plan, but write nothing. |
                | `--verbose` | `RECOFLOW_VERBOSE` | `false` | Log what the job does, and print the stack trace of an error. |""");
    }
}
