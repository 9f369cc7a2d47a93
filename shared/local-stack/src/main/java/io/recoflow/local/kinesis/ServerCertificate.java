package io.recoflow.local.kinesis;

import io.recoflow.local.process.LogFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A new self-signed certificate for 127.0.0.1 and localhost, with its key. The one that kinesis-local brings along
 * names no host, so a client that checks names refuses it, and everyone has its key.
 */
final class ServerCertificate {
    private static final String ALIAS = "kinesis";
    private static final String PASSWORD = "kinesis";

    private final Path file;
    private final Path withKey;
    private final Certificate certificate;

    private ServerCertificate(Path file, Path withKey, Certificate certificate) {
        this.file = file;
        this.withKey = withKey;
        this.certificate = certificate;
    }

    /**
     * Makes one with the JDK's {@code keytool}; an earlier one in the same directory is replaced.
     *
     * @param directory where its files go; nobody else should be able to read it
     */
    static ServerCertificate create(Path directory) {
        try {
            Path store = directory.resolve("server.p12");
            Files.deleteIfExists(store);
            keytool(store, directory.resolve("keytool.log"));
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            Key key = keys.getKey(ALIAS, PASSWORD.toCharArray());
            Certificate certificate = keys.getCertificate(ALIAS);
            String certificatePem = pem("CERTIFICATE", certificate.getEncoded());
            Path file = Files.writeString(directory.resolve("server.pem"), certificatePem);
            Path withKey = Files.writeString(
                    directory.resolve("server.json"),
                    "{\"server\": {\"key\": " + json(pem("PRIVATE KEY", key.getEncoded())) + ", \"cert\": "
                            + json(certificatePem) + "}}\n");
            return new ServerCertificate(file, withKey, certificate);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a certificate in " + directory, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot make a certificate in " + directory, e);
        }
    }

    /** The certificate, in PEM. */
    Path file() {
        return file;
    }

    /** Key and certificate, as kinesis-local wants them. */
    Path withKey() {
        return withKey;
    }

    /** For a client that trusts this certificate and no other. */
    SSLContext trust() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, certificate);
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("Cannot trust a certificate", e);
        }
    }

    private static void keytool(Path store, Path log) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=ip:127.0.0.1,dns:localhost",
                "-validity",
                "365",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                throw new IllegalStateException("keytool ended with exit code " + exitCode + ":\n" + LogFile.end(log));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while keytool ran", e);
        }
    }

    private static String pem(String type, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
    }

    /** Enough for PEM, which has nothing else to escape. */
    private static String json(String pem) {
        return "\"" + pem.replace("\n", "\\n") + "\"";
    }
}
