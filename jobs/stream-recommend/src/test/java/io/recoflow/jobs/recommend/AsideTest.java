package io.recoflow.jobs.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AsideTest {

    @Test
    void whatFailsIsToldOnceUntilItWorksAndIsDoneAgainAlsoAfterAnError() {
        List<String> warnings = new ArrayList<>();
        List<Integer> worked = new ArrayList<>();
        int[] run = {0};
        Runnable lasting = Aside.lasting(
                "It is not done",
                () -> {
                    switch (++run[0]) {
                        case 1 -> throw new OutOfMemoryError("no space");
                        case 2 -> throw new IOException("no disk");
                        case 4 -> throw new IllegalStateException("no luck");
                        default -> worked.add(run[0]);
                    }
                },
                warnings::add);

        for (int i = 0; i < 5; i++) {
            lasting.run();
        }

        assertThat(worked).containsExactly(3, 5);
        assertThat(warnings)
                .containsExactly(
                        "It is not done, and it is tried again: no space",
                        "It is not done, and it is tried again: no luck");
    }
}
