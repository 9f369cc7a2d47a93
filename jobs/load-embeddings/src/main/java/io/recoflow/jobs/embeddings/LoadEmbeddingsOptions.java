package io.recoflow.jobs.embeddings;

import io.recoflow.model.store.IndexChoice;
import io.recoflow.runtime.option.CommonOptions;
import io.recoflow.runtime.option.DatabaseLogin;
import io.recoflow.runtime.option.Option;
import io.recoflow.runtime.secret.Secret;
import java.time.Duration;
import java.util.List;

/** The options of load-embeddings; help, documentation and environment names come from here. */
final class LoadEmbeddingsOptions {

    static final Option<String> ARTIFACTS = CommonOptions.ARTIFACTS
            .also("The one that _latest names is loaded.")
            .required();
    static final Option<String> VECTOR_URL = Option.text("vector-url")
            .label("JDBC-URL")
            .description("The vector database: jdbc:postgresql://host:port/database, without user and password;"
                    + " ?currentSchema=… chooses the schema.")
            .required();
    static final Option<String> VECTOR_USER = Option.text("vector-user")
            .label("USER")
            .description("The database user; needs to create tables and views. Not needed with --vector-secret.");
    static final Option<Secret> VECTOR_PASSWORD =
            Option.secret("vector-password").description("The user's password. Not needed with --vector-secret.");
    static final Option<String> VECTOR_SECRET = Option.text("vector-secret")
            .label("NAME-OR-ARN")
            .description("An AWS Secrets Manager secret with user and password, in the JSON that RDS stores.");
    static final Option<String> VECTOR_CERTIFICATES = Option.text("vector-certificates")
            .label("FILE")
            .description(
                    "Certificates of authorities, in PEM, in any file system. The database's must then be of one of"
                            + " them, and name the host of the URL.");
    static final Option<Duration> VECTOR_TIMEOUT = Option.duration("vector-timeout")
            .description("How long an outage of the database, another load, or a reader in the way of the swap may last"
                    + " before the job ends with exit code 3.")
            .defaultValue(Duration.ofMinutes(5));
    static final Option<Integer> KEEP_VERSIONS = Option.integer("keep-versions", 1, 1_000)
            .description("How many versions stay in the database, the present one included.")
            .defaultValue(2);
    static final Option<IndexChoice> INDEX = Option.choice("index", IndexChoice.class)
            .description("HNSW indexes on the items: auto builds them for more than "
                    + String.format(java.util.Locale.ROOT, "%,d", IndexChoice.LARGEST_WITHOUT_INDEX)
                    + " items, below which a scan is fast and exact.")
            .defaultValue(IndexChoice.AUTO);

    static final Option<String> REPORT = CommonOptions.REPORT;

    static final DatabaseLogin VECTOR = new DatabaseLogin(VECTOR_URL, VECTOR_USER, VECTOR_PASSWORD, VECTOR_SECRET);

    static final List<Option<?>> ALL = List.of(
            ARTIFACTS,
            VECTOR_URL,
            VECTOR_USER,
            VECTOR_PASSWORD,
            VECTOR_SECRET,
            VECTOR_CERTIFICATES,
            VECTOR_TIMEOUT,
            KEEP_VERSIONS,
            INDEX,
            REPORT);

    private LoadEmbeddingsOptions() {}
}
