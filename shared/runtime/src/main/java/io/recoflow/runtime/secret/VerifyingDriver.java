package io.recoflow.runtime.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Connects to MySQL and PostgreSQL by their own drivers, but only to a server that has a certificate of a given authority
 * and the name that stands in the URL. The authorities come as a property, and not as a file, so that Spark's executors
 * have them too. Leaves connections without that property to others. Each connection may get a login token of Amazon RDS
 * for its password: tokens go over encrypted connections only.
 */
public final class VerifyingDriver extends DelegatingDriver {

    /** Its value is {@link ServerCertificates#pem}; in small letters, because Spark hands it on so. */
    public static final String CERTIFICATES = "recoflow.certificates";

    /** Its value is {@link DatabaseCredentials#tokenRegion}; without it the password counts. */
    public static final String TOKEN_REGION = "recoflow.token-region";

    private static final String MYSQL = "jdbc:mysql:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    /** Spark makes it. */
    public VerifyingDriver() {}

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        String pem = info.getProperty(CERTIFICATES);
        if (pem == null || !acceptsURL(url)) {
            return null;
        }
        Properties others = without(Set.of(CERTIFICATES, TOKEN_REGION), info);
        String region = info.getProperty(TOKEN_REGION);
        if (region != null) {
            others.setProperty("password", LoginToken.of(url, info.getProperty("user"), region));
        }
        try {
            // For its owner only, and for as long as the server is looked at.
            Path file = Files.createTempFile("recoflow-certificates", null);
            try {
                return driver(url).connect(verifying(url, new ServerCertificates(pem), file), others);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot hand on the certificates of authorities", e);
        }
    }

    /** A parameter that stands twice in a URL counts as it stands last. */
    private static String verifying(String url, ServerCertificates certificates, Path file) throws IOException {
        String separator = url.contains("?") ? "&" : "?";
        if (url.startsWith(POSTGRESQL)) {
            certificates.writePem(file);
            return url + separator + "sslmode=verify-full&sslrootcert=" + file;
        }
        certificates.writeKeyStore(file);
        return url + separator
                + "sslMode=VERIFY_IDENTITY&fallbackToSystemTrustStore=false&trustCertificateKeyStoreType=PKCS12"
                + "&trustCertificateKeyStorePassword=" + ServerCertificates.KEY_STORE_PASSWORD
                + "&trustCertificateKeyStoreUrl=" + file.toUri();
    }

    private static Driver driver(String url) {
        String name = url.startsWith(MYSQL) ? "com.mysql.cj.jdbc.Driver" : "org.postgresql.Driver";
        try {
            return Class.forName(name).asSubclass(Driver.class).getConstructor().newInstance();
        } catch (ReflectiveOperationException absent) {
            throw new IllegalStateException("The job's jar lacks " + name, absent);
        }
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(MYSQL) || url.startsWith(POSTGRESQL);
    }
}
