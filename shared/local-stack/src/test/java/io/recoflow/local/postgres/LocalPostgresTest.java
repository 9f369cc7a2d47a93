package io.recoflow.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

class LocalPostgresTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void copiesBinaryVectorsAndFindsTheNearest(boolean pglite) throws SQLException {
        try (LocalPostgres postgres = pglite ? LocalPostgres.startPglite() : LocalPostgres.start();
                Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION vector");
            statement.execute("CREATE TABLE t (id varchar, embedding vector(2))");
            CopyIn copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY t (id, embedding) FROM STDIN (FORMAT BINARY)");
            ByteBuffer bytes = ByteBuffer.allocate(100);
            bytes.put("PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1))
                    .putLong(0);
            row(bytes, 'a', 0, 1);
            row(bytes, 'b', 1, 0);
            bytes.putShort((short) -1);
            copy.writeToCopy(bytes.array(), 0, bytes.position());
            assertThat(copy.endCopy()).isEqualTo(2);
            ResultSet nearest = statement.executeQuery("SELECT id FROM t ORDER BY embedding <#> '[3,1]' LIMIT 1");
            assertThat(nearest.next()).isTrue();
            assertThat(nearest.getString(1)).isEqualTo("b");
        }
    }

    @Test
    void pgliteLetsNobodyIntoATransactionOfAnother() throws Exception {
        try (LocalPostgres postgres = LocalPostgres.startPglite();
                Connection writer = connect(postgres);
                Connection reader = connect(postgres)) {
            writer.createStatement().execute("CREATE TABLE t (n int)");
            writer.setAutoCommit(false);
            writer.createStatement().execute("INSERT INTO t VALUES (1)");
            CompletableFuture<Integer> count = CompletableFuture.supplyAsync(() -> count(reader));
            writer.createStatement().execute("INSERT INTO t VALUES (2)");
            assertThat(count).isNotDone();
            writer.commit();
            assertThat(count.get()).isEqualTo(2);
        }
    }

    @Test
    void pgliteTakesBackTheTransactionOfAClientThatLeft() throws Exception {
        try (LocalPostgres postgres = LocalPostgres.startPglite();
                Connection reader = connect(postgres)) {
            reader.createStatement().execute("CREATE TABLE t (n int)");
            Connection writer = connect(postgres);
            writer.setAutoCommit(false);
            writer.createStatement().execute("INSERT INTO t VALUES (1)");
            writer.close();
            assertThat(count(reader)).isZero();
        }
    }

    @Test
    void aCopyThatIsCancelledLeavesNothing() throws SQLException {
        try (LocalPostgres postgres = LocalPostgres.startPglite();
                Connection connection = connect(postgres)) {
            connection.createStatement().execute("CREATE TABLE t (id varchar, n int)");
            CopyIn copy =
                    connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY t FROM STDIN (FORMAT BINARY)");
            copy.cancelCopy();
            assertThat(count(connection)).isZero();
        }
    }

    @Test
    void isGoneWhenClosed() throws SQLException {
        LocalPostgres postgres = LocalPostgres.start();
        connect(postgres).close();
        postgres.close();
        assertThatThrownBy(() -> connect(postgres)).isInstanceOf(SQLException.class);
    }

    private static void row(ByteBuffer bytes, char id, float first, float second) {
        bytes.putShort((short) 2).putInt(1).put((byte) id);
        bytes.putInt(12).putShort((short) 2).putShort((short) 0).putFloat(first).putFloat(second);
    }

    private static int count(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM t")) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connect(LocalPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }
}
