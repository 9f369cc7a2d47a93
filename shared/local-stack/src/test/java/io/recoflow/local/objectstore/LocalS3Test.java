package io.recoflow.local.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.local.ProjectHome;
import io.recoflow.local.submit.SparkSubmit;
import io.recoflow.local.submit.TinyJob;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalS3Test {
    private static LocalS3 s3;

    @BeforeAll
    static void start() {
        s3 = LocalS3.start("lake", "artifacts");
    }

    @AfterAll
    static void close() {
        s3.close();
    }

    @Test
    void sparkWritesAndReadsThere(@TempDir Path directory) throws IOException {
        Path jar = TinyJob.jar(directory, """
                var spark = org.apache.spark.sql.SparkSession.builder().getOrCreate();
                spark.range(100).write().parquet("s3a://lake/numbers");
                System.out.println(spark.read().parquet("s3a://lake/numbers").count());
                System.out.println(spark.read().parquet("s3a://lake/numbers").inputFiles()[0]);
                spark.stop();
                """);
        SparkSubmit.Result result = SparkSubmit.of(ProjectHome.directory())
                .sparkOption(s3.sparkOptions().toArray(String[]::new))
                .sparkOption("--driver-java-options", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
                .jar(jar)
                .run(Duration.ofMinutes(2));
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out().lines()).hasSize(2).first().isEqualTo("100");
        assertThat(result.out()).contains("s3a://lake/numbers/part-");
    }

    @Test
    void listensOnItsOneAddressOnly() throws IOException {
        try (Socket socket = new Socket()) {
            // Another address of the loopback interface: a server that listens everywhere would answer.
            assertThatThrownBy(() -> socket.connect(
                            new InetSocketAddress("127.0.0.2", s3.endpoint().getPort()), 1_000))
                    .isInstanceOf(ConnectException.class);
        }
    }
}
