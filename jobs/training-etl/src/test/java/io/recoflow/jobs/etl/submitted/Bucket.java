package io.recoflow.jobs.etl.submitted;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A bucket over plain HTTP, without Hadoop and the AWS SDK. */
record Bucket(URI endpoint, String name) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");

    List<String> keys() {
        HttpResponse<byte[]> listing = get(name + "?list-type=2&max-keys=1000");
        String text = new String(listing.body(), UTF_8);
        if (listing.statusCode() != 200 || text.contains("<IsTruncated>true")) {
            throw new IllegalStateException("Not a whole listing: " + text);
        }
        return KEY.matcher(text).results().map(match -> match.group(1)).sorted().toList();
    }

    /** Copies all objects to a folder of this machine. */
    void downloadTo(Path folder) throws IOException {
        for (String key : keys()) {
            Path file = folder.resolve(key);
            Files.createDirectories(file.getParent());
            Files.write(file, get(name + "/" + key.replace("=", "%3D")).body());
        }
    }

    void put(String key, String text) {
        HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(endpoint.resolve("/" + name + "/" + key))
                .PUT(BodyPublishers.ofString(text))
                .build());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("Not stored: " + new String(answer.body(), UTF_8));
        }
    }

    private HttpResponse<byte[]> get(String path) {
        return send(HttpRequest.newBuilder(endpoint.resolve("/" + path)).build());
    }

    private static HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
