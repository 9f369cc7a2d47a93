package io.recoflow.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.recoflow.local.ProjectHome;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleShopCommandTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void isOpenUntilASignalEndsItAndLeavesNothing(@TempDir Path directory)
            throws IOException, SQLException, InterruptedException {
        Path out = directory.resolve("out");
        Process shop = start(directory, out, "--customers", "50", "--products", "20", "--ratings-per-customer", "5");
        String url;
        try {
            await().atMost(LIMIT).until(() -> Files.readString(out).contains("Ctrl-C"));
            String text = Files.readString(out);
            url = match(text, "JDBC URL +(\\S+)");
            String password = match(text, "export RECOFLOW_SOURCE_PASSWORD='([^']+)'");
            assertThat(text)
                    .contains("50 customers, 20 products")
                    .contains("--source-url " + url + " --source-user shop");
            assertThat(match(text, "(\\S+/spark-submit) "))
                    .satisfies(script -> assertThat(Path.of(script)).isExecutable());
            assertThat(single(url, password, "SELECT count(*) FROM customers")).isEqualTo("50");
            assertThat(directory.resolve("tmp")).isDirectoryContaining("glob:**/recoflow-*");
        } finally {
            shop.destroy();
        }
        assertThat(shop.waitFor(30, TimeUnit.SECONDS)).isTrue();
        int port = Integer.parseInt(match(url, ":(\\d+)/"));
        try (Socket socket = new Socket()) {
            assertThat(catchThrowable(() -> socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000)))
                    .isInstanceOf(IOException.class);
        }
        assertThat(directory.resolve("tmp")).isDirectoryNotContaining("glob:**/recoflow-*");
    }

    @Test
    void takesDumpsInTheirOrder(@TempDir Path directory) throws IOException, SQLException, InterruptedException {
        Path first = Files.writeString(directory.resolve("b.sql"), "CREATE TABLE t (i int);");
        Path second = Files.writeString(directory.resolve("a.sql"), "INSERT INTO t VALUES (5);");
        Path out = directory.resolve("out");
        Process shop = start(directory, out, "--dump", first + "," + second, "--database", "mine");
        try {
            await().atMost(LIMIT).until(() -> Files.readString(out).contains("Ctrl-C"));
            String text = Files.readString(out);
            assertThat(single(
                            match(text, "JDBC URL +(\\S+/mine)"),
                            match(text, "export RECOFLOW_SOURCE_PASSWORD='([^']+)'"),
                            "SELECT i FROM t"))
                    .isEqualTo("5");
        } finally {
            shop.destroy();
            assertThat(shop.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void explainsItsOptions(@TempDir Path directory) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        assertThat(start(directory, out, "--help").waitFor()).isZero();
        assertThat(out)
                .content()
                .contains("--customers", "--products", "--ratings-per-customer", "--seed", "--dump", "Ctrl-C");
    }

    @Test
    void refusesWhatCannotBeWithOneLineEach(@TempDir Path directory) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Process shop = start(directory, out, "--ratings-per-customer", "500", "--dump", "/nowhere.sql");
        assertThat(shop.waitFor()).isEqualTo(2);
        assertThat(errors(directory))
                .containsExactly(
                        "sample-shop: Cannot load --dump /nowhere.sql: there is no such file. Check the path.",
                        "sample-shop: Cannot have --ratings-per-customer 500 with --products 110: a customer rates a"
                                + " product once. Use a smaller number.");
    }

    @Test
    void suggestsTheOptionThatWasMeant(@TempDir Path directory) throws IOException, InterruptedException {
        assertThat(start(directory, directory.resolve("out"), "--custmers", "5").waitFor())
                .isEqualTo(2);
        assertThat(errors(directory)).singleElement().asString().contains("Did you mean --customers?");
    }

    @Test
    void aDumpThatFailsIsOneLine(@TempDir Path directory) throws IOException, InterruptedException {
        Path dump = Files.writeString(directory.resolve("bad.sql"), "SELECT nonsense FROM nowhere;");
        Process shop = start(directory, directory.resolve("out"), "--dump", dump.toString());
        assertThat(shop.waitFor()).isEqualTo(2);
        assertThat(errors(directory)).last().asString().contains("bad.sql", "nowhere", "at line 1");
    }

    private static List<String> errors(Path directory) throws IOException {
        return Files.readAllLines(directory.resolve("err"), UTF_8).stream()
                .filter(line -> !line.startsWith("NOTE: Picked up JDK_JAVA_OPTIONS"))
                .toList();
    }

    private static Process start(Path directory, Path out, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProjectHome.directory()
                .resolve("shared/local-stack/bin/sample-shop")
                .toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(directory.resolve("err").toFile());
        Path temporary = Files.createDirectories(directory.resolve("tmp"));
        builder.environment().put("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary);
        return builder.start();
    }

    private static String match(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }

    private static String single(String url, String password, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "shop", password);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }
}
