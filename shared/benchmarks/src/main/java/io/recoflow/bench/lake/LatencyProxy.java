package io.recoflow.bench.lake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** An HTTP proxy in front of a local S3 that lets every request wait as long as a request to S3 takes. */
final class LatencyProxy implements AutoCloseable {

    /** Headers that a client sets by itself, or that concern one connection only. */
    private static final Set<String> OWN_HEADERS =
            Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding", "http2-settings");

    private final URI target;
    private final Duration latency;
    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicLong requests = new AtomicLong();

    private LatencyProxy(URI target, Duration latency, HttpServer server) {
        this.target = target;
        this.latency = latency;
        this.server = server;
    }

    static LatencyProxy start(URI target, Duration latency) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        LatencyProxy proxy = new LatencyProxy(target, latency, server);
        server.createContext("/", proxy::forward);
        server.setExecutor(proxy.executor);
        server.start();
        return proxy;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Requests since the last call. */
    long takeRequests() {
        return requests.getAndSet(0);
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private void forward(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            TimeUnit.NANOSECONDS.sleep(latency.toNanos());
            HttpResponse<byte[]> response =
                    client.send(request(exchange, body), HttpResponse.BodyHandlers.ofByteArray());
            for (Map.Entry<String, List<String>> header :
                    response.headers().map().entrySet()) {
                if (!OWN_HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                    exchange.getResponseHeaders().put(header.getKey(), header.getValue());
                }
            }
            boolean head = exchange.getRequestMethod().equals("HEAD");
            response.headers()
                    .firstValue("content-length")
                    .filter(length -> head)
                    .ifPresent(length -> exchange.getResponseHeaders().set("Content-Length", length));
            boolean empty = head || response.body().length == 0;
            exchange.sendResponseHeaders(response.statusCode(), empty ? -1 : response.body().length);
            if (!empty) {
                exchange.getResponseBody().write(response.body());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest request(HttpExchange exchange, byte[] body) {
        URI uri = URI.create(target + exchange.getRequestURI().toString());
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }
}
