package io.recoflow.model.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.secret.DatabaseCredentials;
import io.recoflow.runtime.secret.Secret;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class StoreFailuresTest {

    private static final VectorDatabase DATABASE = new VectorDatabase(
            "jdbc:postgresql://vectors/shop",
            new DatabaseCredentials("loader", new Secret("x")),
            Duration.ofSeconds(1));

    @Test
    void aStatementThatTheServerEndedForItsTimeIsNoWantOfRights() {
        SQLException timeout = new SQLException("ERROR: canceling statement due to statement timeout", "57014");

        JobException ended = StoreFailures.ended(timeout, DATABASE);

        assertThat(StoreFailures.isTemporary(timeout)).isFalse();
        assertThat(ended.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(ended.getMessage())
                .contains(
                        "the server ended a statement of the job: ERROR: canceling statement due to statement timeout",
                        "ALTER ROLE loader SET statement_timeout = 0")
                .doesNotContain("rights");
    }
}
