package io.recoflow.streaming.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.runtime.failure.JobException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointIdentityTest {

    private final Path checkpoints;

    CheckpointIdentityTest(@TempDir Path checkpoints) {
        this.checkpoints = checkpoints;
    }

    @Test
    void whatTheFirstStartSettledStays() {
        CheckpointIdentity first = at("AT_TIMESTAMP 2026-11-20T08:00:00.123Z");
        CheckpointIdentity second = at("AT_TIMESTAMP 2026-11-20T08:01:00.123Z");

        assertThat(first.startingPosition()).isEqualTo("AT_TIMESTAMP 2026-11-20T08:00:00.123Z");
        assertThat(second).isEqualTo(first);
    }

    @Test
    void whatAnotherReleaseSettledIsRefused() throws IOException {
        Files.writeString(
                checkpoints.resolve("job.json"), "{\"formatVersion\":2,\"id\":\"x\",\"startingPosition\":\"LATEST\"}");

        assertThatThrownBy(() -> at("LATEST"))
                .isInstanceOf(JobException.class)
                .hasMessageContaining("its format version is 2, and this release knows 1");
    }

    private CheckpointIdentity at(String position) {
        return CheckpointIdentity.in(checkpoints.toUri().toString(), new Configuration(), () -> position);
    }
}
