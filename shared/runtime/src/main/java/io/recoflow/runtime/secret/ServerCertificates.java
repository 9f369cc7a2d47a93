package io.recoflow.runtime.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.storage.FileStorage;
import io.recoflow.runtime.storage.StorageFailures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import org.apache.hadoop.conf.Configuration;

/**
 * Authorities of which one must have signed a server's certificate.
 *
 * @param pem their certificates, one behind the other
 */
public record ServerCertificates(String pem) {

    /** Of a key store with certificates, which are no secret; some readers want one. */
    static final String KEY_STORE_PASSWORD = "certificates";

    private static final String FIX = "Give a file with certificates in PEM; that of RDS is global-bundle.pem";

    /** @throws IllegalArgumentException where the text has no certificate, or something that is none */
    public ServerCertificates {
        try {
            if (parsed(pem).isEmpty()) {
                throw new IllegalArgumentException("there is no certificate in it");
            }
        } catch (CertificateException e) {
            throw new IllegalArgumentException("what is in it is no certificate: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a file of them.
     *
     * @param option that names it
     * @param uri of any file system
     * @throws JobException with exit code 2 where there is no such file, or it holds something else
     */
    public static ServerCertificates read(String option, String uri, Configuration configuration) {
        byte[] content = StorageFailures.retried("read " + option + " " + uri, () -> {
                    org.apache.hadoop.fs.Path path = FileStorage.qualified(uri, configuration);
                    return FileStorage.of(path, configuration).read(path);
                })
                .orElseThrow(
                        () -> new JobException(ExitCode.USAGE, problem(option, uri), "there is no such file", FIX));
        try {
            return new ServerCertificates(new String(content, US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new JobException(ExitCode.USAGE, problem(option, uri), String.valueOf(e.getMessage()), FIX, e);
        }
    }

    private static String problem(String option, String uri) {
        return "Cannot use " + option + " " + uri;
    }

    void writePem(Path file) throws IOException {
        Files.writeString(file, pem, US_ASCII);
    }

    void writeKeyStore(Path file) throws IOException {
        try (OutputStream stream = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : parsed(pem)) {
                number++;
                store.setCertificateEntry("authority-" + number, certificate);
            }
            store.store(stream, KEY_STORE_PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static Collection<? extends Certificate> parsed(String pem) throws CertificateException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(US_ASCII)));
    }
}
