package io.recoflow.jobs.recommend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.recoflow.serving.ServingFixture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StreamAccessTest {

    private static final String DENIED = """
            {"__type":"AccessDeniedException","Message":"User: arn:aws:sts::000000000000:assumed-role/job/run is not\
             authorized to perform: kinesis:ListShards on resource:\
             arn:aws:kinesis:us-east-1:000000000000:stream/user-activity"}""";

    @Test
    void aRoleThatMayNotReadTheStreamEndsTheJobWithOneLine(@TempDir Path folder) throws Exception {
        ServingFixture shop = new ServingFixture(TestSession.session(), folder).withPopularProducts();
        HttpServer kinesis = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        kinesis.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
            byte[] answer = DENIED.getBytes(UTF_8);
            exchange.sendResponseHeaders(400, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        kinesis.start();
        try {
            List<String> arguments = new ArrayList<>(List.of(
                    "--activity-stream",
                    "user-activity",
                    "--recommendations-stream",
                    "recommendations",
                    "--region",
                    "us-east-1",
                    "--aws-endpoint",
                    "http://127.0.0.1:" + kinesis.getAddress().getPort(),
                    "--lake",
                    shop.lake(),
                    "--artifacts",
                    shop.artifacts(),
                    "--checkpoints",
                    shop.folder("checkpoints")));
            RunningJob job = RunningJob.start(arguments);

            assertThat(job.exitCode()).as(job.said()).isEqualTo(3);
            assertThat(job.said().lines().filter(line -> line.startsWith("stream-recommend: ")))
                    .as(job.said())
                    .singleElement()
                    .asString()
                    .contains("not authorized to perform: kinesis:ListShards", "stream/user-activity", "permissions");
        } finally {
            kinesis.stop(0);
        }
    }
}
