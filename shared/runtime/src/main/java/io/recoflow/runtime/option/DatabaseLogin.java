package io.recoflow.runtime.option;

import io.recoflow.runtime.failure.JobException;
import io.recoflow.runtime.secret.DatabaseCredentials;
import io.recoflow.runtime.secret.Secret;
import io.recoflow.runtime.secret.SecretsManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The options that name a database and who connects to it: a URL without credentials, and a user with a password from
 * the environment, or a secret with both.
 */
public record DatabaseLogin(Option<String> url, Option<String> user, Option<Secret> password, Option<String> secret) {

    private static final Pattern CREDENTIALS_IN_URL =
            Pattern.compile("//[^/?]*@|[?&;(,]\\s*(user|password)\\s*=", Pattern.CASE_INSENSITIVE);

    /**
     * What is wrong with the URL, a line each; that it is a URL of the right database is for the job to say.
     *
     * @throws Settings.UnresolvedOptionException where it has no usable value
     */
    public List<String> urlProblems(Settings settings) {
        return CREDENTIALS_IN_URL.matcher(settings.get(url)).find()
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
        if (settings.find(password).isEmpty()) {
            problems.add("No database password: neither " + password.environmentName() + " is set nor " + secret
                    + " given. Set the variable, or give the secret");
        }
        return problems;
    }

    /**
     * The credentials, from Secrets Manager where a secret is named. A user that is given comes before the secret's.
     *
     * @param settings without {@link #credentialProblems}
     * @throws JobException where Secrets Manager does not give them
     */
    public DatabaseCredentials credentials(Settings settings) {
        Optional<String> secretName = settings.find(secret);
        Optional<String> givenUser = settings.find(user);
        if (secretName.isEmpty()) {
            return new DatabaseCredentials(
                    givenUser.orElseThrow(), settings.find(password).orElseThrow());
        }
        try (SecretsManager secrets = SecretsManager.create()) {
            DatabaseCredentials stored = secrets.databaseCredentials(secretName.get());
            return new DatabaseCredentials(givenUser.orElse(stored.user()), stored.password());
        }
    }
}
