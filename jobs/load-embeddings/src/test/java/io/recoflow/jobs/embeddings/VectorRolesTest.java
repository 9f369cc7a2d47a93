package io.recoflow.jobs.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.local.ProjectHome;
import io.recoflow.testkit.SqlRows;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The roles that an operator makes in AWS by {@code shared/aws/vector-roles.sql}. */
final class VectorRolesTest {

    @RegisterExtension
    final LoadEmbeddingsHarness load = new LoadEmbeddingsHarness();

    @BeforeEach
    void makeTheRolesTwice() throws SQLException, IOException {
        makeTheRoles();
        makeTheRoles();
    }

    @AfterEach
    void dropThem() throws SQLException {
        load.sql(
                // PGlite has one session for all connections.
                "RESET ROLE",
                "DROP OWNED BY recoflow_loader CASCADE",
                "DROP OWNED BY recoflow_shop CASCADE",
                "DROP ROLE recoflow_shop",
                "DROP ROLE recoflow_loader");
    }

    @Test
    void theShopReadsWhatTheLoaderMakesAndChangesNothing() throws SQLException {
        try (Connection connection = load.connect()) {
            SqlRows.execute(
                    connection,
                    "SET ROLE recoflow_loader",
                    "CREATE TABLE items (id text, embedding vector(2))",
                    "INSERT INTO items VALUES ('S10_1678', '[1,2]')",
                    "CREATE VIEW item_emb AS SELECT * FROM items",
                    "RESET ROLE",
                    "SET ROLE recoflow_shop");

            assertThat(SqlRows.text(connection, "SELECT id FROM item_emb ORDER BY embedding <=> '[1,1]'"))
                    .containsExactly("S10_1678");
            for (String change : List.of(
                    "INSERT INTO item_emb VALUES ('S10_1949', '[1,2]')",
                    "DROP VIEW item_emb",
                    "CREATE TABLE public.mine (id int)")) {
                assertThatThrownBy(() -> SqlRows.execute(connection, change))
                        .as(change)
                        .isInstanceOf(SQLException.class)
                        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
            }
        }
    }

    /** As psql does: variables in quotes, and what a query before {@code \gexec} gives is run. */
    private void makeTheRoles() throws SQLException, IOException {
        String script = Files.readAllLines(ProjectHome.directory().resolve("shared/aws/vector-roles.sql")).stream()
                .filter(line -> !line.startsWith("--"))
                .collect(Collectors.joining("\n"))
                .replace(":'loader_password'", "'loads'")
                .replace(":'shop_password'", "'reads'")
                .replace("\n\\gexec", "\\gexec;");
        for (String statement : script.split(";\\s*")) {
            if (statement.endsWith("\\gexec")) {
                for (String made : load.query(statement.replace("\\gexec", ""))) {
                    load.sql(made);
                }
            } else if (!statement.isBlank()) {
                load.sql(statement);
            }
        }
    }
}
