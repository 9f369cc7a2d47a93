package io.recoflow.runtime.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class CausesTest {

    private final IOException inner = new IOException("inner");
    private final UncheckedIOException outer = new UncheckedIOException("outer", new IOException("middle", inner));

    @Test
    void comeWithTheOutermostFirst() {
        assertThat(Causes.of(outer)).extracting(Throwable::getMessage).containsExactly("outer", "middle", "inner");
        assertThat(Causes.of(inner)).containsExactly(inner);
    }

    @Test
    void areFoundByTheirType() {
        assertThat(Causes.find(outer, IOException.class))
                .map(Throwable::getMessage)
                .contains("middle");
        assertThat(Causes.find(outer, ExecutionException.class)).isEmpty();
    }

    @Test
    void endWhereTheyFormACircle() {
        inner.initCause(outer);

        assertThat(Causes.of(outer)).hasSize(3);
    }
}
