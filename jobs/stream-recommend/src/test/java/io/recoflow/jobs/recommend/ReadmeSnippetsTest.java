package io.recoflow.jobs.recommend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.recoflow.serving.ServingFixture;
import io.recoflow.testkit.documentation.PageCheck;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.tools.ToolProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells the shop's developers, run as it stands there against a job. */
final class ReadmeSnippetsTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final PageCheck README = PageCheck.of("jobs/stream-recommend/README.md");

    /** The client around the Java snippets: what it reads it prints, a line an answer. */
    private static final String JAVA_CLIENT = """
            import com.fasterxml.jackson.databind.JsonNode;
            import com.fasterxml.jackson.databind.ObjectMapper;
            import com.fasterxml.jackson.databind.PropertyNamingStrategies;
            import java.net.URI;
            import software.amazon.awssdk.core.SdkBytes;
            import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
            import software.amazon.awssdk.regions.Region;
            import software.amazon.awssdk.services.kinesis.KinesisClient;
            import software.amazon.awssdk.services.kinesis.model.Record;

            public final class Client {
                record Event(String sessionId, String city) {}

                interface Pages {
                    void show(String session, JsonNode recommended, JsonNode similar);
                }

                public static void send(String endpoint, String session) throws Exception {
                    ObjectMapper json = new ObjectMapper()
                            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
                    Event event = new Event(session, "Paris");
                    try (KinesisClient kinesis = client(endpoint)) {
                        %s
                    }
                }

                public static String read(String endpoint, String iterator) throws Exception {
                    ObjectMapper json = new ObjectMapper();
                    StringBuilder shown = new StringBuilder();
                    Pages pages = (session, recommended, similar) -> shown
                            .append(session + " " + recommended.size() + " " + similar.size() + "\\n");
                    try (KinesisClient kinesis = client(endpoint)) {
                        %s
                    }
                    return shown.toString();
                }

                private static KinesisClient client(String endpoint) {
                    return KinesisClient.builder()
                            .endpointOverride(URI.create(endpoint))
                            .region(Region.US_EAST_1)
                            .httpClient(UrlConnectionHttpClient.create())
                            .build();
                }
            }
            """;

    /** In place of the library, which only Python's registry has: the same calls, as it sends them. */
    private static final String BOTO3 = """
            import base64, json, os, urllib.request

            class Kinesis:
                def call(self, operation, body):
                    request = urllib.request.Request(os.environ["KINESIS"], json.dumps(body).encode(), {
                        "Content-Type": "application/x-amz-json-1.1",
                        "X-Amz-Target": "Kinesis_20131202." + operation,
                        "X-Amz-Date": "20261120T080000Z",
                        "Authorization": "AWS4-HMAC-SHA256 Credential=local/20261120/us-east-1/kinesis/aws4_request,"
                            + " SignedHeaders=host, Signature=none"})
                    return json.load(urllib.request.urlopen(request))

                def put_record(self, StreamName, PartitionKey, Data):
                    return self.call("PutRecord", {"StreamName": StreamName, "PartitionKey": PartitionKey,
                        "Data": base64.b64encode(Data).decode()})

                def get_records(self, ShardIterator):
                    page = self.call("GetRecords", {"ShardIterator": ShardIterator})
                    for record in page["Records"]:
                        record["Data"] = base64.b64decode(record["Data"])
                    return page

            def client(service, region_name):
                assert service == "kinesis" and region_name
                return Kinesis()
            """;

    private static final String PYTHON_SEND = """
            import boto3, json, sys
            event = {"session_id": sys.argv[1], "city": "Paris"}
            """;

    private static final String PYTHON_READ = """
            import boto3, json, sys
            kinesis = boto3.client("kinesis", region_name="us-east-1")
            iterator = sys.argv[1]
            def show(session, recommended, similar):
                print(session, len(recommended), len(similar))
            """;

    private final Path folder;
    private final ServingFixture shop;

    ReadmeSnippetsTest(@TempDir Path folder) {
        this.folder = folder;
        this.shop = new ServingFixture(TestSession.session(), folder);
    }

    @BeforeEach
    void aShop() {
        shop.withPopularProducts();
    }

    @Test
    void whatJavaSendsIsAnsweredAndWhatItReadsIsShown() throws Exception {
        List<String> snippets = README.snippets("java");
        assertThat(snippets).hasSize(2);
        Path source = Files.writeString(
                folder.resolve("Client.java"), JAVA_CLIENT.formatted(snippets.get(0), snippets.get(1)));
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-cp",
                                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                                source.toString()))
                .isZero();
        try (URLClassLoader loader = new URLClassLoader(
                        new java.net.URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
                ActivityStreams streams = ActivityStreams.start();
                RunningJob job = RunningJob.start(streams, shop)) {
            Class<?> client = loader.loadClass("Client");
            client.getMethod("send", String.class, String.class)
                    .invoke(null, streams.endpoint().toString(), "from-java");
            Awaitility.await().atMost(LIMIT).until(() -> streams.published().size() == 1);

            StringBuilder shown = new StringBuilder();
            for (String iterator : streams.iterators()) {
                shown.append(client.getMethod("read", String.class, String.class)
                        .invoke(null, streams.endpoint().toString(), iterator));
            }
            assertThat(shown.toString()).as(job.said()).isEqualTo("from-java 5 0\n");
        }
    }

    @Test
    void whatPythonSendsIsAnsweredAndWhatItReadsIsShown() throws Exception {
        assumeTrue(isThere("python3"), "python3 is installed");
        List<String> snippets = README.snippets("python");
        assertThat(snippets).hasSize(2);
        Files.writeString(folder.resolve("boto3.py"), BOTO3);
        Path send = Files.writeString(folder.resolve("send.py"), PYTHON_SEND + snippets.get(0));
        Path read = Files.writeString(folder.resolve("read.py"), PYTHON_READ + snippets.get(1));
        try (ActivityStreams streams = ActivityStreams.start();
                RunningJob job = RunningJob.start(streams, shop)) {
            python(streams.endpoint(), send, "from-python");
            Awaitility.await().atMost(LIMIT).until(() -> streams.published().size() == 1);

            StringBuilder shown = new StringBuilder();
            for (String iterator : streams.iterators()) {
                shown.append(python(streams.endpoint(), read, iterator));
            }
            assertThat(shown.toString()).as(job.said()).isEqualTo("from-python 5 0\n");
        }
    }

    private static String python(URI kinesis, Path script, String argument) throws Exception {
        ProcessBuilder python = new ProcessBuilder("python3", script.toString(), argument).redirectErrorStream(true);
        python.environment().put("KINESIS", kinesis.toString());
        Process process = python.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static boolean isThere(String command) throws InterruptedException {
        try {
            return new ProcessBuilder(command, "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
