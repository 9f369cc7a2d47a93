package io.recoflow.jobs.etl;

import io.recoflow.lake.parquet.ParquetCompression;
import io.recoflow.runtime.option.CommonOptions;
import io.recoflow.runtime.option.DatabaseLogin;
import io.recoflow.runtime.option.JobOptions;
import io.recoflow.runtime.option.Option;
import io.recoflow.runtime.secret.Secret;
import io.recoflow.shop.LakeDatasets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The options of training-etl; help, documentation and environment names come from here. */
final class TrainingEtlOptions {

    static final Option<String> SOURCE_URL = Option.text("source-url")
            .label("JDBC-URL")
            .description("The shop's database: jdbc:mysql://host:port/database or jdbc:postgresql://host:port/database,"
                    + " without user and password. A read replica is best. What it lacks of host, port and database comes"
                    + " from --source-secret, and it may be left out where the secret has all.");
    static final Option<String> SOURCE_USER = Option.text("source-user")
            .label("USER")
            .description("The database user; needs to read only. Not needed with --source-secret.");
    static final Option<Secret> SOURCE_PASSWORD =
            Option.secret("source-password").description("The user's password. Not needed with --source-secret.");
    static final Option<String> SOURCE_SECRET = Option.text("source-secret")
            .label("NAME-OR-ARN")
            .description(
                    "An AWS Secrets Manager secret with user and password, in the JSON that RDS stores; perhaps with"
                            + " engine, host, port and dbname.");
    static final Option<Boolean> SOURCE_IAM = Option.flag("source-iam")
            .description("Log in to Amazon RDS by the job's role, with a new token for each connection, in place of a"
                    + " password. Needs --source-certificates, and rds-db:connect for the user.");
    static final Option<String> SOURCE_SCHEMA = Option.text("source-schema")
            .label("SCHEMA")
            .description(
                    "The schema of the tables (in MySQL, the database). Without it they are found as the connection"
                            + " finds them: in PostgreSQL by its search path, which currentSchema in the URL sets.");
    static final Option<String> MAPPING = Option.file("mapping")
            .description("What this shop calls its tables and columns, where those are not the contract's names, with"
                    + " filters and expressions in its database's SQL. In any file system.");
    static final Option<List<String>> RANGE_KEY = Option.names("range-key")
            .label("TABLE.COLUMN,…")
            .description(
                    "Columns by whose values a table is read in parts although no index says that it can be, such as"
                            + " those of views. The table has the contract's name, the column the shop's.");
    static final Option<Boolean> TRIM_KEYS = Option.flag("trim-keys")
            .description("Compare and write keys that are text without the blanks at their end.");
    static final Option<String> SOURCE_CERTIFICATES = Option.text("source-certificates")
            .label("FILE")
            .description(
                    "Certificates of authorities, in PEM, in any file system. The database's must then be of one of"
                            + " them, and name the host of the URL.");
    static final Option<Duration> SOURCE_TIMEOUT = Option.duration("source-timeout")
            .description("How long an outage of the source may last before the job ends with exit code 3.")
            .defaultValue(Duration.ofMinutes(5));
    static final Option<String> LAKE = CommonOptions.LAKE.required();
    static final Option<List<String>> CUSTOMER_FEATURES = Option.names("customer-features")
            .description("Columns of customers that become part of the training row.")
            .defaultValue(LakeDatasets.CUSTOMER_FEATURES);
    static final Option<List<String>> PRODUCT_FEATURES = Option.names("product-features")
            .description("Columns of products that become part of the training row and of the dataset products.")
            .defaultValue(LakeDatasets.PRODUCT_FEATURES);
    static final Option<Integer> READ_PARTITIONS = Option.integer("read-partitions", 1, 10_000)
            .description("Ranges of about equal size in which a large table is read. As many connections are open at"
                    + " once as Spark has cores.")
            .defaultValue(16);
    static final Option<Integer> FETCH_SIZE = Option.integer("fetch-size", 1, 1_000_000)
            .description("Rows that come from PostgreSQL at a time. MySQL sends them one after the other.")
            .defaultValue(10_000);
    static final Option<String> RULES = CommonOptions.RULES;
    static final Option<Double> MAX_REJECTED = CommonOptions.MAX_REJECTED;
    static final Option<Integer> KEEP_SNAPSHOTS = CommonOptions.KEEP_SNAPSHOTS;
    static final Option<Integer> POPULAR_WINDOW_DAYS = Option.integer(
                    "popular-window-days", 1, PopularProducts.LONGEST_WINDOW_DAYS)
            .description("The days, up to the newest order date, whose orders make a product popular.")
            .defaultValue(7);
    static final Option<List<String>> EXCLUDED_ORDER_STATUSES = Option.namesOrNone("excluded-order-statuses")
            .description(
                    "Values of the column status of orders that are no sales, without regard to case. Orders without a"
                            + " status are sales; with an empty value, all orders are.")
            .defaultValue(List.of("Cancelled", "Canceled", "Refunded", "Returned", "Failed"));
    static final Option<ParquetCompression> COMPRESSION = Option.choice("compression", ParquetCompression.class)
            .description("How the pages of the Parquet files are compressed: zstd is smaller, snappy faster to write.")
            .defaultValue(ParquetCompression.SNAPPY);
    static final Option<String> CATALOG_TABLE = Option.text("catalog-table")
            .label("DATABASE.TABLE")
            .description("The table of the AWS Glue Data Catalog that shows the new training snapshot once it is"
                    + " published. It is created where it is missing.");
    static final Option<String> REPORT =
            CommonOptions.REPORT.also("A copy lies beside the training snapshots in any case.");

    static final DatabaseLogin SOURCE =
            new DatabaseLogin(SOURCE_URL, SOURCE_USER, SOURCE_PASSWORD, SOURCE_SECRET, Optional.of(SOURCE_IAM));

    static final List<Option<?>> ALL = List.of(
            SOURCE_URL,
            SOURCE_USER,
            SOURCE_PASSWORD,
            SOURCE_SECRET,
            SOURCE_IAM,
            SOURCE_SCHEMA,
            MAPPING,
            RANGE_KEY,
            TRIM_KEYS,
            SOURCE_CERTIFICATES,
            SOURCE_TIMEOUT,
            LAKE,
            CUSTOMER_FEATURES,
            PRODUCT_FEATURES,
            READ_PARTITIONS,
            FETCH_SIZE,
            RULES,
            MAX_REJECTED,
            KEEP_SNAPSHOTS,
            POPULAR_WINDOW_DAYS,
            EXCLUDED_ORDER_STATUSES,
            COMPRESSION,
            CATALOG_TABLE,
            REPORT,
            JobOptions.DRY_RUN.description(
                    "Resolve, connect, check, judge a sample and print the plan. Writes nothing but a"
                            + " small file in each folder of the lake, which it removes again."));

    private TrainingEtlOptions() {}
}
