package io.recoflow.lake.hourly;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * As much of S3 as a log store asks of it, on 127.0.0.1: HEAD, GET and PUT of objects, and listings that are always empty.
 * {@code If-None-Match: *} is decided at the moment of the PUT; S3Mock looks first and writes then.
 */
final class ConditionalStore implements AutoCloseable {

    private static final String EMPTY_LISTING =
            "<ListBucketResult><Name>lake</Name><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>";

    private final Map<String, String> objects = new ConcurrentSkipListMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    ConditionalStore() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What was put, by its path; the SDK's marks between parts of it are left in. */
    Map<String, String> objects() {
        return Map.copyOf(objects);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            byte[] sent = exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestMethod().equals("PUT")) {
                boolean conditional = exchange.getRequestHeaders().containsKey("If-None-Match");
                boolean taken = conditional && objects.putIfAbsent(path, new String(sent, UTF_8)) != null;
                if (!conditional) {
                    objects.put(path, new String(sent, UTF_8));
                }
                exchange.getResponseHeaders().set("ETag", "\"etag\"");
                exchange.sendResponseHeaders(taken ? 412 : 200, -1);
            } else if (query.contains("list-type")) {
                byte[] listing = EMPTY_LISTING.getBytes(UTF_8);
                exchange.sendResponseHeaders(200, listing.length);
                exchange.getResponseBody().write(listing);
            } else {
                head(exchange, path);
            }
        }
    }

    private void head(HttpExchange exchange, String path) throws IOException {
        if (objects.containsKey(path)) {
            exchange.getResponseHeaders().set("ETag", "\"etag\"");
            exchange.getResponseHeaders().set("Last-Modified", "Fri, 27 Nov 2026 08:00:00 GMT");
            exchange.getResponseHeaders().set("Content-Length", "1");
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(404, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
