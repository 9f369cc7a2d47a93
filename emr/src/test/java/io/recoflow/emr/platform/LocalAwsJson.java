package io.recoflow.emr.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Secrets Manager and the Glue Data Catalog on this machine, as far as the jobs ask: AWS's JSON 1.1 protocol over plain
 * HTTP, where the header {@code X-Amz-Target} names the service and the call. It takes any credentials.
 */
final class LocalAwsJson implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final Map<String, JsonNode> tables = new ConcurrentHashMap<>();

    private LocalAwsJson(HttpServer server) {
        this.server = server;
    }

    /** Starts it on a free port of 127.0.0.1, without secrets and tables. */
    static LocalAwsJson start() {
        try {
            LocalAwsJson aws =
                    new LocalAwsJson(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            aws.server.createContext("/", aws::handle);
            aws.server.start();
            return aws;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on 127.0.0.1", e);
        }
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Stores a login in the form that Amazon RDS writes. */
    void storeLogin(String secretId, String user, String password) {
        secrets.put(
                secretId,
                JSON.createObjectNode()
                        .put("username", user)
                        .put("password", password)
                        .toString());
    }

    /** A table of the catalog, {@code database.table}, as it was last written; empty where it never was. */
    Optional<JsonNode> table(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String call = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            Answer answer = answer(
                    String.valueOf(call),
                    JSON.readTree(exchange.getRequestBody().readAllBytes()));
            byte[] body = JSON.writeValueAsBytes(answer.body());
            exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(String call, JsonNode request) {
        String database = request.path("DatabaseName").asText();
        return switch (call) {
            case "secretsmanager.GetSecretValue" ->
                secret(request.path("SecretId").asText());
            case "AWSGlue.GetTable" ->
                storedTable(database + "." + request.path("Name").asText());
            case "AWSGlue.CreateTable", "AWSGlue.UpdateTable" -> storeTable(database, request.path("TableInput"));
            default -> Answer.refusal("UnknownOperationException", call);
        };
    }

    private Answer secret(String id) {
        @Nullable String value = secrets.get(id);
        return value == null
                ? Answer.refusal("ResourceNotFoundException", id)
                : Answer.of(JSON.createObjectNode().put("Name", id).put("SecretString", value));
    }

    private Answer storedTable(String name) {
        @Nullable JsonNode table = tables.get(name);
        return table == null
                ? Answer.refusal("EntityNotFoundException", name)
                : Answer.of(JSON.createObjectNode().set("Table", table));
    }

    private Answer storeTable(String database, JsonNode input) {
        ObjectNode table = input.deepCopy();
        table.put("DatabaseName", database).put("VersionId", "1");
        tables.put(database + "." + input.path("Name").asText(), table);
        return Answer.of(JSON.createObjectNode());
    }

    private record Answer(int status, JsonNode body) {

        static Answer of(JsonNode body) {
            return new Answer(200, body);
        }

        static Answer refusal(String type, String message) {
            return new Answer(400, JSON.createObjectNode().put("__type", type).put("Message", message));
        }
    }
}
