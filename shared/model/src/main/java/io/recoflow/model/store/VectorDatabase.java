package io.recoflow.model.store;

import io.recoflow.runtime.secret.DatabaseCredentials;
import io.recoflow.runtime.secret.ServerCertificates;
import io.recoflow.runtime.secret.VerifyingDriver;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * The PostgreSQL database that holds embeddings.
 *
 * @param url a JDBC URL without credentials
 * @param credentials of a user who may create tables and views in the first schema of the search path
 * @param timeout how long an outage, another loader or a reader in the way may last
 * @param certificates of authorities of which one must have signed the server's; empty where it need not show any
 */
public record VectorDatabase(
        String url, DatabaseCredentials credentials, Duration timeout, Optional<ServerCertificates> certificates) {

    /** What a URL of such a database begins with. */
    public static final String URL_PREFIX = "jdbc:postgresql:";

    private static final String DRIVER = "org.postgresql.Driver";
    private static final int CONNECT_TIMEOUT_SECONDS = 10;

    /** One whose server need not show a certificate. */
    public VectorDatabase(String url, DatabaseCredentials credentials, Duration timeout) {
        this(url, credentials, timeout, Optional.empty());
    }

    /** Opens a connection, which the caller closes. An index takes as long as it takes, so reads have no timeout. */
    Connection connect() throws SQLException {
        try {
            // In a job's jar the driver is not visible to the service loader of DriverManager.
            Class.forName(DRIVER);
        } catch (ClassNotFoundException absent) {
            throw new IllegalStateException("The job's jar lacks " + DRIVER, absent);
        }
        Properties properties = new Properties();
        properties.setProperty("user", credentials.user());
        properties.setProperty("password", credentials.password().reveal());
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_TIMEOUT_SECONDS));
        properties.setProperty("loginTimeout", String.valueOf(2 * CONNECT_TIMEOUT_SECONDS));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "recoflow load-embeddings");
        if (certificates.isEmpty()) {
            return DriverManager.getConnection(url, properties);
        }
        properties.setProperty(VerifyingDriver.CERTIFICATES, certificates.get().pem());
        return Objects.requireNonNull(new VerifyingDriver().connect(url, properties));
    }
}
