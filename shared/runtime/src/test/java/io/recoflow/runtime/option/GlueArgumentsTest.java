package io.recoflow.runtime.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlueArgumentsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JOB_NAME",
                "JOB_ID",
                "JOB_RUN_ID",
                "SECURITY_CONFIGURATION",
                "WORKFLOW_NAME",
                "WORKFLOW_RUN_ID",
                "TempDir",
                "encryption-type",
                "enable-metrics",
                "enable-glue-datacatalog",
                "enable-continuous-cloudwatch-log",
                "job-language",
                "job-bookmark-option",
                "job-bookmark-from",
                "job-bookmark-to",
                "extra-jars",
                "extra-py-files",
                "extra-files",
                "user-jars-first",
                "datalake-formats",
                "continuous-log-logGroup",
                "custom-logGroup-prefix",
                "custom-logStream-prefix",
                "spark-event-logs-path",
                "scriptLocation"
            })
    void itsArgumentsAreDroppedWithTheirValuesInEveryForm(String name) {
        assertThat(drop("--a", "1", "--" + name, "v", "--b")).containsExactly("--a", "1", "--b");
        assertThat(drop("--a", "--" + name + "=v", "--b", "2")).containsExactly("--a", "--b", "2");
        assertThat(drop("--" + name, "--b", "2")).containsExactly("--b", "2");
        assertThat(drop("--" + name, "", "--b")).containsExactly("--b");
        assertThat(drop("--b", "--" + name)).containsExactly("--b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"class", "conf", "debug", "endpoint", "mode"})
    void namesThatOthersUseTooAreDroppedOnGlueOnly(String name) {
        assertThat(drop("--" + name, "v", "--b")).containsExactly("--" + name, "v", "--b");
        assertThat(drop("--" + name, "v", "--b", "--JOB_NAME=x")).containsExactly("--b");
    }

    @Test
    void othersStayAsTheyAre() {
        assertThat(drop("--source-url", "TempDir", "x", "-h", "--", "--jobs=JOB_NAME"))
                .containsExactly("--source-url", "TempDir", "x", "-h", "--", "--jobs=JOB_NAME");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mode", "enable-cache", "job-language"})
    void noJobMayTakeItsNames(String name) {
        assertThatThrownBy(() -> Option.text(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("AWS Glue takes --" + name + " for itself: choose another name");
    }

    private static List<String> drop(String... arguments) {
        return GlueArguments.dropFrom(List.of(arguments));
    }
}
