package io.recoflow.runtime.option;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.secret.DatabaseCredentials;
import io.recoflow.runtime.secret.DatabaseSecret;
import io.recoflow.runtime.secret.LoginToken;
import io.recoflow.runtime.secret.Secret;
import io.recoflow.runtime.secret.SecretsManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The options that name a database and who connects to it: a URL without credentials, and a user with a password from
 * the environment, or a secret with both, which may also say where the database is.
 */
public record DatabaseLogin(
        Option<String> url,
        Option<String> user,
        Option<Secret> password,
        Option<String> secret,
        Optional<Option<Boolean>> tokens) {

    private static final Pattern CREDENTIALS_IN_URL =
            Pattern.compile("//[^/?]*@|[?&;(,]\\s*(user|password)\\s*=", Pattern.CASE_INSENSITIVE);

    /** Without login tokens of Amazon RDS. */
    public DatabaseLogin(Option<String> url, Option<String> user, Option<Secret> password, Option<String> secret) {
        this(url, user, password, secret, Optional.empty());
    }

    /**
     * What is wrong with the URL, a line each; that it is a URL of the right database is for the job to say.
     *
     * @throws Settings.UnresolvedOptionException where it has no usable value
     */
    public List<String> urlProblems(Settings settings) {
        Optional<String> given = settings.find(url);
        if (given.isEmpty()) {
            return settings.find(secret).isPresent()
                    ? List.of()
                    : List.of(url + " is missing: without " + secret + " nothing else says where the database is. Give "
                            + url + " " + url.label() + ", or set " + url.environmentName());
        }
        return CREDENTIALS_IN_URL.matcher(given.get()).find()
                ? List.of("Cannot use " + url + ": it holds a user or a password, and arguments are logged. Give the"
                        + " user as " + user + " and the password as " + password.environmentName() + ", or both as "
                        + secret)
                : List.of();
    }

    /**
     * What is missing of the credentials, a line each.
     *
     * @throws Settings.UnresolvedOptionException where an option has no usable value
     */
    public List<String> credentialProblems(Settings settings) {
        List<String> problems = new ArrayList<>();
        if (settings.find(secret).isPresent()) {
            return problems;
        }
        if (settings.find(user).isEmpty()) {
            problems.add("No database user: neither " + user + " nor " + secret + " is given. Give one of them");
        }
        if (settings.find(password).isEmpty() && !byToken(settings)) {
            problems.add("No database password: neither " + password.environmentName() + " is set nor " + secret
                    + " given. Set the variable, or give the secret");
        }
        return problems;
    }

    /**
     * Where the database is and who connects, from Secrets Manager where a secret is named. What is given comes before
     * what the secret has.
     *
     * @param settings without {@link #urlProblems} and {@link #credentialProblems}
     * @throws JobException where Secrets Manager does not give it, or the secret lacks it
     */
    public DatabaseAccess access(Settings settings) {
        Optional<String> secretName = settings.find(secret);
        Optional<String> givenUser = settings.find(user);
        if (secretName.isEmpty() && byToken(settings)) {
            return byToken(settings.get(url), givenUser.orElseThrow());
        }
        if (secretName.isEmpty()) {
            return new DatabaseAccess(
                    settings.get(url),
                    new DatabaseCredentials(
                            givenUser.orElseThrow(), settings.find(password).orElseThrow()));
        }
        try (SecretsManager secrets = SecretsManager.create()) {
            DatabaseSecret stored = secrets.databaseSecret(secretName.get());
            DatabaseCredentials credentials = stored.credentials();
            if (byToken(settings)) {
                return byToken(stored.complete(settings.find(url)), givenUser.orElse(credentials.user()));
            }
            return new DatabaseAccess(
                    stored.complete(settings.find(url)),
                    new DatabaseCredentials(givenUser.orElse(credentials.user()), credentials.password()));
        }
    }

    private boolean byToken(Settings settings) {
        return tokens.map(settings::get).orElse(false);
    }

    private static DatabaseAccess byToken(String url, String user) {
        if (!LoginToken.canBeFor(url)) {
            throw new JobException(
                    ExitCode.USAGE,
                    "Cannot sign login tokens for " + url,
                    "a token is for one host, and the URL does not name just one",
                    "Give a URL such as jdbc:mysql://host:3306/database, with the host's own name in RDS");
        }
        return new DatabaseAccess(url, DatabaseCredentials.byToken(user, LoginToken.region(url)));
    }
}
