package io.recoflow.aws.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.aws.check.Synthesis;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InstallationTest {

    @Test
    void itIsTheProductiveOneWhereTheContextNamesNone() {
        assertThat(Installation.of(Synthesis.app(Map.of())).name("vpc")).isEqualTo("recoflow-prod-vpc");
        assertThat(Installation.of(Synthesis.app("test")).parameter("Vpc")).isEqualTo("/recoflow/test/Vpc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Prod", "my-stage", "1st", "averylongstage"})
    void aStageThatNamesCannotBeMadeOfIsRefused(String stage) {
        assertThatThrownBy(() -> new Installation(stage))
                .hasMessageStartingWith("Cannot use the stage " + stage + ": names are made of it. Give");
    }
}
