package io.recoflow.runtime.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.runtime.declaration.JobDeclaration.Variant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class JobDeclarationTest {

    private static final Figure FIGURE =
            new Figure("Lag", "Seconds", "[word = lag, lag, ...]", "lag", Optional.empty());
    private static final LakeTable TABLE =
            new LakeTable("answers", "Every answer", "Lake/training/answers", List.of("id string"));

    @Test
    void aVariantPrintsAndWritesWhatTheJobDoes() {
        Variant variant = new Variant("other", Set.of(PlatformLibrary.KINESIS_CONNECTOR), List.of());
        JobDeclaration declaration = new JobDeclaration(
                        new JobRuntime.Streaming(5),
                        new Workers(1, 1, 1, 1, 1),
                        Set.of(PlatformLibrary.DELTA),
                        List.of(),
                        List.of(),
                        List.of(variant))
                .printing(List.of(FIGURE))
                .writing(List.of(TABLE));

        assertThat(declaration.variants()).containsExactly(variant);
        assertThat(declaration.in(variant).figures()).containsExactly(FIGURE);
        assertThat(declaration.in(variant).tables()).containsExactly(TABLE);
        assertThat(declaration.in(variant).libraries())
                .containsExactlyInAnyOrder(PlatformLibrary.DELTA, PlatformLibrary.KINESIS_CONNECTOR);
    }

    @Test
    void aFigureWhoseWordIsNotInItsPatternIsRefused() {
        assertThatThrownBy(() -> new Figure("Lag", "Seconds", "[word = lag, ...]", "rate", Optional.empty()))
                .hasMessage("The pattern of Lag is no [word, …, ...] with rate in it: [word = lag, ...]");
    }
}
