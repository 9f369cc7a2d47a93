package io.recoflow.runtime.option;

/**
 * Options that several jobs have, each with one text in all of them; what a job has to say beside it follows with
 * {@link Option#also}. {@link JobOptions} adds those that every job has.
 */
public final class CommonOptions {

    public static final Option<String> LAKE = Option.text("lake")
            .label("URI")
            .description("The folder of the lake's datasets, on any Hadoop file system: s3a://bucket/lake,"
                    + " file:///data/lake.");

    public static final Option<String> ARTIFACTS = Option.text("artifacts")
            .label("URI")
            .description("The folder of the model's bundles, on any Hadoop file system: s3a://bucket/artifacts.");

    public static final Option<String> RULES = Option.file("rules")
            .description("Row rules of your own, in any file system, a line each: name, action (warn, reject, fail),"
                    + " Spark SQL condition. A built-in rule of the same name is replaced.");

    public static final Option<Double> MAX_REJECTED = Option.share("max-rejected")
            .description("The share of rows that may be rejected; above it nothing is published (exit code 5).")
            .defaultValue(0.01);

    public static final Option<Integer> KEEP_SNAPSHOTS = Option.integer("keep-snapshots", 1, 10_000)
            .description("How many of the newest snapshots of a dataset stay.")
            .defaultValue(3);

    public static final Option<String> REPORT = Option.text("report")
            .label("FILE")
            .description("Where the run's report goes, as JSON; a path or URI of any Hadoop file system.");

    private CommonOptions() {}
}
