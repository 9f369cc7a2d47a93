package io.recoflow.lake.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.testkit.Seeds;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotNameTest {

    @Test
    void aNameIsTheSecondInUtc() {
        SnapshotName name = new SnapshotName(Instant.parse("2026-11-20T08:00:00.999Z"));

        assertThat(name).hasToString("20261120T080000Z");
        assertThat(name.folder()).isEqualTo("snapshot=20261120T080000Z");
        assertThat(name.next()).hasToString("20261120T080001Z");
    }

    @Test
    void namesSortByTimeAndComeBackFromTheirFolders() {
        Random random = new Random(Seeds.next("namesSortByTimeAndComeBackFromTheirFolders"));
        List<SnapshotName> names = Stream.generate(
                        () -> new SnapshotName(Instant.ofEpochSecond(random.nextLong(0, 4_000_000_000L))))
                .limit(500)
                .toList();

        assertThat(names.stream().sorted().map(SnapshotName::folder))
                .isSortedAccordingTo(String::compareTo)
                .hasSize(500);
        assertThat(names).allSatisfy(name -> assertThat(SnapshotName.ofFolder(name.folder()))
                .hasValue(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "_latest",
                "20261120T080000Z",
                "snapshot=",
                "snapshot=20261120T080000",
                "snapshot=20261120T080000Z.tmp",
                "snapshot=20261120t080000z",
                "snapshot=2026112T080000Z",
                "snapshot=120261120T080000Z",
                "snapshot=20261320T080000Z",
                "snapshot=20260231T080000Z",
                "snapshot=20261120T240000Z",
                "snapshot=20261120T080060Z"
            })
    void whatIsNotExactlyANameIsNoSnapshot(String folder) {
        assertThat(SnapshotName.ofFolder(folder)).isEmpty();
    }
}
