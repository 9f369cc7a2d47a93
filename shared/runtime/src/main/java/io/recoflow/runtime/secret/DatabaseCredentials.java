package io.recoflow.runtime.secret;

/** Who connects to a database. Prints without the password. */
public record DatabaseCredentials(String user, Secret password) {}
