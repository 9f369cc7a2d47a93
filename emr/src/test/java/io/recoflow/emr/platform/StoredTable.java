package io.recoflow.emr.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A Delta table in a bucket, read over plain HTTP and by DuckDB: without Spark, Hadoop and the AWS SDK. The table is so
 * young that its log still has all commits.
 *
 * @param bucket {@code http://127.0.0.1:9000/shop}
 * @param key of the table, {@code lake/recommendations}
 * @param folder for its files
 */
record StoredTable(URI bucket, String key, Path folder) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern COMMIT = Pattern.compile("<Key>([^<]*/_delta_log/\\d{20}\\.json)</Key>");

    /** How many rows there are, and how many events they are about. */
    record Rows(long all, long distinctEvents) {}

    /** Its rows now; none where there is no table. */
    Rows rows() {
        Set<String> live = new TreeSet<>();
        commits()
                .forEach(commit ->
                        new String(get(bucket + "/" + commit), UTF_8).lines().forEach(line -> apply(line, live)));
        return live.isEmpty()
                ? new Rows(0, 0)
                : count(live.stream().map(this::downloaded).toList());
    }

    private List<String> commits() {
        String listing = new String(get(bucket + "?list-type=2&max-keys=1000&prefix=" + key + "/_delta_log/"), UTF_8);
        return COMMIT.matcher(listing)
                .results()
                .map((MatchResult match) -> match.group(1))
                .sorted()
                .toList();
    }

    private static void apply(String action, Set<String> live) {
        try {
            JsonNode change = JSON.readTree(action);
            if (change.has("add")) {
                live.add(change.at("/add/path").asText());
            } else if (change.has("remove")) {
                live.remove(change.at("/remove/path").asText());
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not an action of Delta's: " + action, e);
        }
    }

    private Path downloaded(String path) {
        Path file = folder.resolve(path.substring(path.lastIndexOf('/') + 1));
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(folder);
                Files.write(file, get(bucket + "/" + key + "/" + path.replace("=", "%3D")));
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    private static Rows count(List<Path> files) {
        String list = files.stream().map(file -> "'" + file + "'").collect(Collectors.joining(", ", "[", "]"));
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT count(*), count(DISTINCT event_id) FROM read_parquet(" + list + ")")) {
            row.next();
            return new Rows(row.getLong(1), row.getLong(2));
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB cannot read " + list, e);
        }
    }

    private static byte[] get(String address) {
        try {
            HttpResponse<byte[]> answer = HTTP.send(
                    HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(address + " answers " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted at " + address, e);
        }
    }
}
