package io.recoflow.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a job's options look like to people on the terminal. */
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
                      --config FILE                Properties file with option values, in any file system; its keys are
                                                     option names without the dashes.
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
}
