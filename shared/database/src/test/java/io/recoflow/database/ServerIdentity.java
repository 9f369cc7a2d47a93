package io.recoflow.database;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A certificate for 127.0.0.1 that vouches for itself, and its key.
 *
 * @param certificate a file in PEM
 * @param key a file in PEM that its owner alone may read
 */
record ServerIdentity(Path certificate, Path key) {

    static final String PASSWORD = "changeit";

    /** Makes one in an empty folder. */
    static ServerIdentity in(Path folder) throws IOException, GeneralSecurityException {
        Path store = folder.resolve("identity.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process made = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        if (made.onExit().join().exitValue() != 0) {
            throw new IOException("keytool ended with exit code " + made.exitValue());
        }
        KeyStore identity = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(store)) {
            identity.load(stream, PASSWORD.toCharArray());
        }
        Path key = folder.resolve("server.key");
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new ServerIdentity(
                write(
                        folder.resolve("server.crt"),
                        "CERTIFICATE",
                        identity.getCertificate("server").getEncoded()),
                write(
                        key,
                        "PRIVATE KEY",
                        identity.getKey("server", PASSWORD.toCharArray()).getEncoded()));
    }

    /** Certificate and key together, in PKCS12. */
    Path store() {
        return certificate.resolveSibling("identity.p12");
    }

    String pem() throws IOException {
        return Files.readString(certificate);
    }

    private static Path write(Path file, String what, byte[] content) throws IOException {
        return Files.writeString(
                file,
                "-----BEGIN " + what + "-----\n"
                        + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content)
                        + "\n-----END " + what + "-----\n");
    }
}
