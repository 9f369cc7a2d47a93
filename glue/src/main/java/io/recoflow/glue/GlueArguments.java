package io.recoflow.glue;

import io.recoflow.aws.stack.Foundation;
import io.recoflow.runtime.declaration.DeclaredJob;
import io.recoflow.runtime.declaration.PlatformLibrary;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What Glue gets on a job's command line.
 *
 * @param release the folder of the jars and the shim
 * @param logs what the names of the log groups begin with
 */
record GlueArguments(Foundation foundation, String release, String logs) {

    /** Where Glue's script finds the job's class. */
    static final String MAIN_CLASS = "--main-class";

    private static final String SHIM = "RecoflowJob";

    /** The default arguments: Glue's own first, then the job's. */
    Map<String, String> of(DeclaredJob job) {
        String code = "s3://" + foundation.value("CodeBucket");
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("--job-language", "scala");
        arguments.put("--class", SHIM);
        arguments.put(MAIN_CLASS, job.getClass().getName());
        arguments.put("--extra-jars", folder() + job.name() + ".jar");
        arguments.put("--TempDir", code + "/glue-temporary/");
        arguments.put("--conf", conf(job));
        arguments.put("--job-bookmark-option", "job-bookmark-disable");
        arguments.put("--enable-glue-datacatalog", "true");
        arguments.put("--enable-continuous-cloudwatch-log", "true");
        arguments.put("--enable-metrics", "true");
        arguments.put("--custom-logGroup-prefix", logs);
        if (hasDelta(job)) {
            arguments.put("--datalake-formats", "delta");
        }
        job.declaration()
                .arguments()
                .forEach(argument -> arguments.put(argument.option().toString(), foundation.fillIn(argument.value())));
        return arguments;
    }

    String shim() {
        return folder() + SHIM + ".scala";
    }

    private String folder() {
        return "s3://" + foundation.value("CodeBucket") + "/releases/" + release + "/";
    }

    /** One argument holds all settings of Spark: Glue puts {@code --conf} in front of it. */
    private String conf(DeclaredJob job) {
        String region = "spark.hadoop.fs.s3a.endpoint.region=" + foundation.value("Region");
        return hasDelta(job)
                ? region + " --conf spark.sql.extensions=io.delta.sql.DeltaSparkSessionExtension"
                        + " --conf spark.sql.catalog.spark_catalog=org.apache.spark.sql.delta.catalog.DeltaCatalog"
                : region;
    }

    private static boolean hasDelta(DeclaredJob job) {
        return job.declaration().libraries().contains(PlatformLibrary.DELTA);
    }
}
