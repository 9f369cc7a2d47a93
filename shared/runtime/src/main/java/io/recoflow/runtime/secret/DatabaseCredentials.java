package io.recoflow.runtime.secret;

import java.util.Optional;

/**
 * Who connects to a database. Prints without the password.
 *
 * @param password empty where login tokens take its place
 * @param tokenRegion the AWS region in which each connection gets a login token of Amazon RDS; empty for the password
 */
public record DatabaseCredentials(String user, Secret password, Optional<String> tokenRegion) {

    /** A user with a password. */
    public DatabaseCredentials(String user, Secret password) {
        this(user, password, Optional.empty());
    }

    /** A user whom Amazon RDS knows by AWS's own rights ({@code rds-db:connect}). */
    public static DatabaseCredentials byToken(String user, String region) {
        return new DatabaseCredentials(user, new Secret(""), Optional.of(region));
    }
}
