package io.recoflow.database;

import io.recoflow.runtime.secret.DatabaseCredentials;
import io.recoflow.runtime.secret.ServerCertificates;
import io.recoflow.runtime.secret.VerifyingDriver;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The shop's database.
 *
 * @param url a JDBC URL without credentials
 * @param dialect of the URL
 * @param credentials of a user who may read
 * @param fetchSize rows that come from PostgreSQL at a time; MySQL streams them
 * @param timeout how long an outage may last, and a single answer take
 * @param certificates of authorities of which one must have signed the server's; empty where it need not show any
 */
public record SourceDatabase(
        String url,
        SourceDialect dialect,
        DatabaseCredentials credentials,
        int fetchSize,
        Duration timeout,
        Optional<ServerCertificates> certificates) {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SHORTEST_READ_TIMEOUT = Duration.ofMinutes(1);

    /** Opens a connection that reads; the caller closes it. */
    public Connection connect() throws SQLException {
        // In a job's jar the drivers are not visible to the service loader of DriverManager.
        Connection connection = Objects.requireNonNull(
                dialect.driver(certificates.isPresent()).connect(urlWithSettings(), properties()));
        connection.setReadOnly(true);
        return connection;
    }

    /**
     * The URL with what the driver has to be told. It stands there and not among the properties, because Spark's reader
     * with predicates hands on the names of properties in lower case, and drivers do not know them so. What the URL says
     * already stays.
     */
    String urlWithSettings() {
        StringBuilder result = new StringBuilder(url);
        new TreeMap<>(dialect.connectionProperties(CONNECT_TIMEOUT, readTimeout())).forEach((name, value) -> {
            if (!SourceDialect.names(url, name)) {
                result.append(result.indexOf("?") < 0 ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(value);
            }
        });
        return result.toString();
    }

    /** What Spark's JDBC source needs to connect by itself, all names in lower case. Holds the password. */
    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty(
                "driver", dialect.driver(certificates.isPresent()).getClass().getName());
        dialect.driverProperties(url, readTimeout()).forEach(properties::setProperty);
        certificates.ifPresent(trusted -> properties.setProperty(VerifyingDriver.CERTIFICATES, trusted.pem()));
        credentials.tokenRegion().ifPresent(region -> properties.setProperty(VerifyingDriver.TOKEN_REGION, region));
        properties.setProperty("user", credentials.user());
        properties.setProperty("password", credentials.password().reveal());
        properties.setProperty("fetchsize", String.valueOf(fetchSize));
        return properties;
    }

    private Duration readTimeout() {
        return timeout.compareTo(SHORTEST_READ_TIMEOUT) < 0 ? SHORTEST_READ_TIMEOUT : timeout;
    }
}
