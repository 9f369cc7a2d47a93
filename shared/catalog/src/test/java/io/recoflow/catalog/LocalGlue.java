package io.recoflow.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A Data Catalog in memory that speaks as much of AWS Glue's protocol (JSON 1.1 over HTTP) as tables need: GetTable,
 * CreateTable and UpdateTable, each table with a version that every change moves.
 */
public final class LocalGlue implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String TARGET = "AWSGlue.";

    private final HttpServer server;
    private final Set<String> databases;
    private final Map<String, ObjectNode> tables = new ConcurrentHashMap<>();
    private final Map<String, Answer> refusals = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile Runnable beforeUpdate = () -> {};

    private LocalGlue(HttpServer server, Set<String> databases) {
        this.server = server;
        this.databases = databases;
    }

    /** A request that came. */
    public record Call(String action, JsonNode request) {}

    private record Answer(int status, JsonNode body) {}

    /** Starts one on a free port of the loopback interface, with these databases and no table. */
    public static LocalGlue start(String... databases) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        LocalGlue glue = new LocalGlue(server, Set.of(databases));
        server.createContext("/", glue::handle);
        server.start();
        return glue;
    }

    /** The system properties by which the AWS SDK of a job finds this catalog, with credentials and region. */
    public Map<String, String> systemProperties() {
        return Map.of(
                "aws.accessKeyId", "local",
                "aws.secretAccessKey", "local",
                "aws.region", "eu-central-1",
                "aws.endpointUrlGlue", "http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The table as GetTable tells it, or empty where there is none. */
    public Optional<JsonNode> table(String database, String name) {
        return Optional.ofNullable(tables.get(key(database, name)));
    }

    /** Creates or changes a table as somebody else would; its version moves. */
    public void put(String database, String tableInput) throws IOException {
        store(database, MAPPER.readTree(tableInput));
    }

    /** From now on an action is answered with an error. */
    public void refuse(String action, String code, String message) {
        refusals.put(action, error(code, message));
    }

    /** Done before each update is looked at. */
    public void beforeUpdate(Runnable work) {
        beforeUpdate = work;
    }

    /** What was asked, in order. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
        JsonNode request = MAPPER.readTree(exchange.getRequestBody().readAllBytes());
        String action = target.startsWith(TARGET) ? target.substring(TARGET.length()) : target;
        calls.add(new Call(action, request));
        Answer refusal = refusals.get(action);
        Answer answer = refusal == null ? answer(action, request) : refusal;
        byte[] body = MAPPER.writeValueAsBytes(answer.body());
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(answer.status(), body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private Answer answer(String action, JsonNode request) {
        String database = request.path("DatabaseName").asText();
        if (!databases.contains(database)) {
            return error("EntityNotFoundException", "Database " + database + " not found.");
        }
        return switch (action) {
            case "GetTable" -> get(database, request.path("Name").asText());
            case "CreateTable" -> create(database, request.path("TableInput"));
            case "UpdateTable" -> update(database, request);
            default -> error("UnknownOperationException", action);
        };
    }

    private Answer get(String database, String name) {
        ObjectNode table = tables.get(key(database, name));
        return table == null
                ? error("EntityNotFoundException", "Table " + name + " not found.")
                : new Answer(200, MAPPER.createObjectNode().set("Table", table));
    }

    private Answer create(String database, JsonNode input) {
        if (tables.containsKey(key(database, input.path("Name").asText()))) {
            return error("AlreadyExistsException", "Table already exists.");
        }
        store(database, input);
        return new Answer(200, MAPPER.createObjectNode());
    }

    private Answer update(String database, JsonNode request) {
        beforeUpdate.run();
        JsonNode input = request.path("TableInput");
        ObjectNode table = tables.get(key(database, input.path("Name").asText()));
        if (table == null) {
            return error("EntityNotFoundException", "Table not found.");
        }
        if (!table.path("VersionId").equals(request.path("VersionId"))) {
            return error("ConcurrentModificationException", "Update table failed due to concurrent modifications.");
        }
        store(database, input);
        return new Answer(200, MAPPER.createObjectNode());
    }

    private void store(String database, JsonNode input) {
        String key = key(database, input.path("Name").asText());
        ObjectNode before = tables.get(key);
        int version = before == null ? 0 : before.path("VersionId").asInt() + 1;
        ObjectNode table = input.deepCopy();
        table.put("DatabaseName", database);
        table.put("VersionId", String.valueOf(version));
        tables.put(key, table);
    }

    private static Answer error(String code, String message) {
        return new Answer(400, MAPPER.valueToTree(Map.of("__type", code, "Message", message)));
    }

    private static String key(String database, String name) {
        return database + "." + name;
    }
}
