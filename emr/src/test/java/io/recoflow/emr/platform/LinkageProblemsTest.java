package io.recoflow.emr.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LinkageProblemsTest {

    @Test
    void linesThatNameAnErrorOfLinkingAreFound() {
        assertThat(LinkageProblems.in("""
                        12:00:00 WARN TaskSetManager: Lost task 0.0: java.lang.NoSuchMethodError: 'void a.B.c()'
                        Working on stage 1
                        Caused by: java.lang.ClassCastException: class a.B cannot be cast to class a.B
                        java.lang.NoClassDefFoundError: com/google/protobuf/RuntimeVersion
                        """)).hasSize(3).noneMatch(line -> line.startsWith("Working"));
    }

    @Test
    void otherErrorsAreNot() {
        assertThat(LinkageProblems.in("java.io.IOException: the stream is closed\nNoSuchMethodErrors: 0"))
                .isEmpty();
    }
}
