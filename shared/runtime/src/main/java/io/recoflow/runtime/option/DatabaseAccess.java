package io.recoflow.runtime.option;

import io.recoflow.runtime.secret.DatabaseCredentials;

/**
 * A database and who connects to it.
 *
 * @param url a JDBC URL without credentials
 */
public record DatabaseAccess(String url, DatabaseCredentials credentials) {}
