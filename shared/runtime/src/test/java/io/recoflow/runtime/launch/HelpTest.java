package io.recoflow.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.runtime.GeneratedSection;
import io.recoflow.runtime.option.Option;
import io.recoflow.runtime.option.OptionTable;
import org.junit.jupiter.api.Test;

/** What a job's options look like to people: on the terminal and in the documentation. */
class HelpTest {

    @Test
    void helpShowsEveryOptionWithDefaultAndEnvironmentName() {
        assertThat(TestJob.idle().launch("--help").out()).isEqualToNormalizingNewlines("""
                Copies ratings into the training lake.

                Usage: training-etl [options]

                Options:
                      --source-url URL             JDBC address of the source.
                                                   Required.
                                                   Environment: RECOFLOW_SOURCE_URL
                      --source-password            Password at the source.
                                                   Environment only: RECOFLOW_SOURCE_PASSWORD
                      --parallel-reads N           Connections to the source at once.
                                                   Default: 4
                                                   Environment: RECOFLOW_PARALLEL_READS
                      --max-rejected-share SHARE   Share of rows that may be rejected; 5% | 10% are usual.
                                                   Default: 0.05
                                                   Environment: RECOFLOW_MAX_REJECTED_SHARE
                      --config FILE                Properties file with option values; its keys are option names without the
                                                     dashes.
                                                   Environment: RECOFLOW_CONFIG
                      --dry-run                    Resolve, connect, check and print the plan, but write nothing.
                                                   Default: false
                                                   Environment: RECOFLOW_DRY_RUN
                      --verbose                    Log what the job does, and print the stack trace of an error.
                                                   Default: false
                                                   Environment: RECOFLOW_VERBOSE
                  -h, --help                       Print this and end.
                  -V, --version                    Print the version and end.

                A value is taken from the command line, or else the environment, or else the config file, or else is the
                default.

                Examples:
                  training-etl --source-url jdbc:mysql://replica/classicmodels --dry-run
                  training-etl --max-rejected-share 0.1 # 10% of $rows
                """);
    }

    @Test
    void theMarkdownTableHasEveryOption() {
        assertThat(OptionTable.markdown(TestJob.idle().options())).isEqualTo("""
                | Option | Environment | Default | What it does |
                | --- | --- | --- | --- |
                | `--source-url URL` | `RECOFLOW_SOURCE_URL` | required | JDBC address of the source. |
                | (`--source-password`) environment only | `RECOFLOW_SOURCE_PASSWORD` |  | Password at the source. |
                | `--parallel-reads N` | `RECOFLOW_PARALLEL_READS` | `4` | Connections to the source at once. |
                | `--max-rejected-share SHARE` | `RECOFLOW_MAX_REJECTED_SHARE` | `0.05` | Share of rows that may be rejected; 5% \\| 10% are usual. |
                | `--config FILE` | `RECOFLOW_CONFIG` |  | Properties file with option values; its keys are option names without the dashes. |
                | `--dry-run` | `RECOFLOW_DRY_RUN` | `false` | Resolve, connect, check and print the plan, but write nothing. |
                | `--verbose` | `RECOFLOW_VERBOSE` | `false` | Log what the job does, and print the stack trace of an error. |""");
    }

    @Test
    void aGeneratedSectionIsReadAndReplaced() {
        String document = "before\n<!-- options:begin -->\n\nold\n\n<!-- options:end -->\nafter\n";

        String replaced = GeneratedSection.replace(document, "options", "\nnew $1\n");

        assertThat(GeneratedSection.in(document, "options")).isEqualTo("old");
        assertThat(replaced).isEqualTo("before\n<!-- options:begin -->\n\nnew $1\n\n<!-- options:end -->\nafter\n");
        assertThat(GeneratedSection.replace(replaced, "options", "new $1")).isEqualTo(replaced);
    }

    @Test
    void aSectionNeedsEachMarkerOnceInOrder() {
        assertThatThrownBy(() -> GeneratedSection.in("<!-- a:begin -->", "a"))
                .hasMessage("The document must have <!-- a:end --> exactly once");
        assertThatThrownBy(() -> GeneratedSection.in("<!-- a:begin --><!-- a:begin --><!-- a:end -->", "a"))
                .hasMessage("The document must have <!-- a:begin --> exactly once");
        assertThatThrownBy(() -> GeneratedSection.replace("<!-- a:end --><!-- a:begin -->", "a", ""))
                .hasMessage("The document has <!-- a:end --> before the section begins");
    }
}
