package io.recoflow.kinesis.source;

import io.recoflow.local.kinesis.KinesisLocal;
import io.recoflow.local.process.TemporaryDirectory;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The source with enhanced fan-out, over HTTP/2 and TLS, on kinesis-local. It takes minutes, because that server sends one
 * event a second and does not end a subscription with its shard: run it with {@code -Dfan-out=kinesis-local}.
 */
@EnabledIfSystemProperty(named = "fan-out", matches = "kinesis-local")
final class KinesisLocalFanOutTest extends SourceBehaviour {

    private static final String PASSWORD = "kinesis";

    private static TemporaryDirectory directory;
    private static KinesisLocal kinesisLocal;

    @BeforeAll
    static void startKinesisLocal() throws Exception {
        kinesisLocal = KinesisLocal.start();
        directory = TemporaryDirectory.create("recoflow-trust-");
        // Read once in a virtual machine: no other test here uses TLS.
        System.setProperty(
                "javax.net.ssl.trustStore", trusting(kinesisLocal.certificate()).toString());
        System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
    }

    @AfterAll
    static void stopKinesisLocal() {
        kinesisLocal.close();
        directory.close();
    }

    @Override
    TestStream newStream() {
        return EmulatedStream.create(kinesisLocal.tlsEndpoint(), 2);
    }

    @BeforeEach
    void chooseFanOut() {
        query().with("consumerType", "fan-out").with("consumerName", "behaviour");
    }

    private static Path trusting(Path certificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            trusted.setCertificateEntry(
                    "kinesis", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        Path store = directory.path().resolve("trusted.p12");
        try (OutputStream out = Files.newOutputStream(store)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        return store;
    }
}
