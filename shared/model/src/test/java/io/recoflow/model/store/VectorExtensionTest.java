package io.recoflow.model.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VectorExtensionTest {

    @ParameterizedTest
    @ValueSource(strings = {"0.7.4", "0.8.0", "0.8.1", "0.8"})
    void aVersionThatBuildsIndexesUnsafelyIsTold(String version) {
        assertThat(VectorExtension.flaw(version)).hasValueSatisfying(line -> assertThat(line)
                .startsWith("pgvector " + version + " has a flaw: building an HNSW index by parallel workers")
                .endsWith("ALTER EXTENSION vector UPDATE, to 0.8.3 or later"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.8.2"})
    void aVersionThatDamagesIndexesLaterIsTold(String version) {
        assertThat(VectorExtension.flaw(version))
                .hasValueSatisfying(line -> assertThat(line).contains("a vacuum can damage an HNSW index"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.8.3", "0.8.10", "0.9.0", "0.10", "1.0.0"})
    void laterOnesAreFine(String version) {
        assertThat(VectorExtension.flaw(version)).isEmpty();
    }
}
