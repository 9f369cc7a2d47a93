package io.recoflow.runtime.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionNameTest {

    @Test
    void aNameIsTheSecondInUtc() {
        VersionName name = new VersionName(Instant.parse("2026-11-20T08:00:00.999Z"));

        assertThat(name).hasToString("20261120T080000Z");
        assertThat(name.next()).hasToString("20261120T080001Z");
    }

    @Test
    void namesSortByTimeAndComeBackFromTheirText() {
        long seed = Long.getLong("recoflow.seed", System.nanoTime());
        System.out.println("Seed of names: " + seed + " (replay with -Drecoflow.seed=" + seed + ")");
        Random random = new Random(seed);
        List<VersionName> names = Stream.generate(
                        () -> new VersionName(Instant.ofEpochSecond(random.nextLong(0, 4_000_000_000L))))
                .limit(500)
                .toList();

        assertThat(names.stream().sorted().map(VersionName::toString))
                .isSortedAccordingTo(String::compareTo)
                .hasSize(500);
        assertThat(names).allSatisfy(name -> assertThat(VersionName.parse(name.toString()))
                .hasValue(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "_latest",
                "snapshot=20261120T080000Z",
                "20261120T080000",
                "20261120T080000Z.tmp",
                "20261120t080000z",
                "2026112T080000Z",
                "120261120T080000Z",
                "20261320T080000Z",
                "20260231T080000Z",
                "20261120T240000Z",
                "20261120T080060Z"
            })
    void whatIsNotExactlyANameIsNone(String text) {
        assertThat(VersionName.parse(text)).isEmpty();
    }
}
