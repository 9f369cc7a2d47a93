package io.recoflow.runtime.secret;

import io.recoflow.runtime.failure.ExitCode;
import io.recoflow.runtime.failure.JobException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A secret in the form of Amazon RDS. Those that its rotation keeps have all of it; those that RDS manages by itself have
 * user and password alone.
 *
 * @param id its name or ARN
 * @param engine mysql, mariadb, postgres or one of their Aurora names
 */
public record DatabaseSecret(
        String id,
        DatabaseCredentials credentials,
        Optional<String> engine,
        Optional<String> host,
        Optional<String> port,
        Optional<String> database) {

    private static final Pattern URL = Pattern.compile(
            "(?<scheme>jdbc:(?:mysql|postgresql):)//(?<server>[^/?]*)(?:/(?<database>[^?]*))?(?<parameters>\\?.*)?");

    /**
     * A JDBC URL to which server and database are added where it lacks them and the secret has them.
     *
     * @param given what a person gave; empty to take all from the secret
     * @throws JobException with {@link ExitCode#USAGE} where nothing is given and the secret does not have all
     */
    public String complete(Optional<String> given) {
        Matcher url = URL.matcher(given.orElseGet(() -> scheme() + "//"));
        if (!url.matches()) {
            return given.orElseThrow();
        }
        String server = url.group("server").isEmpty() ? server() : url.group("server");
        String name = url.group("database") == null || url.group("database").isEmpty()
                ? database.orElse("")
                : url.group("database");
        String parameters = url.group("parameters") == null ? "" : url.group("parameters");
        return url.group("scheme") + "//" + server + "/" + name + parameters;
    }

    private String server() {
        return host.map(name -> name + port.map(number -> ":" + number).orElse(""))
                .orElse("");
    }

    private String scheme() {
        List<String> missing = new ArrayList<>();
        if (engine.isEmpty()) {
            missing.add("engine");
        }
        if (host.isEmpty()) {
            missing.add("host");
        }
        if (database.isEmpty()) {
            missing.add("dbname");
        }
        if (!missing.isEmpty()) {
            throw unusable("it has no " + String.join(", no ", missing));
        }
        String name = engine.orElseThrow();
        if (name.contains("mysql") || name.equals("mariadb") || name.equals("aurora")) {
            return "jdbc:mysql:";
        }
        if (name.contains("postgres")) {
            return "jdbc:postgresql:";
        }
        throw unusable("its engine is " + name);
    }

    private JobException unusable(String cause) {
        return new JobException(
                ExitCode.USAGE,
                "Secret " + id + " does not say where the database is",
                cause,
                "Give the database's URL as well");
    }
}
