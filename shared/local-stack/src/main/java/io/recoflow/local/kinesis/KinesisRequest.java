package io.recoflow.local.kinesis;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Kinesis without an SDK: one request in JSON, with a signature that only a local server takes. */
final class KinesisRequest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private KinesisRequest() {}

    /** Whether a server answers there, as Kinesis does. */
    static boolean answers(HttpClient client, URI endpoint) {
        try {
            HttpResponse<String> response =
                    client.send(of(endpoint, "ListStreams", "{}"), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 && response.body().contains("\"StreamNames\"");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** @param body the operation's parameters, in JSON */
    static HttpRequest of(URI endpoint, String operation, String body) {
        return HttpRequest.newBuilder(endpoint.resolve("/"))
                // With plain HTTP, HTTP/2 begins with an upgrade, and kinesis-local swallows the request that asks.
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(LIMIT)
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "Kinesis_20131202." + operation)
                .header("X-Amz-Date", "20261120T080000Z")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=local/20261120/us-east-1/kinesis/aws4_request,"
                                + " SignedHeaders=host, Signature=local")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
