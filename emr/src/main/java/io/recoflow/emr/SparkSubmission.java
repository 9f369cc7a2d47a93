package io.recoflow.emr;

import io.recoflow.aws.stack.Foundation;
import io.recoflow.runtime.declaration.DeclaredJob;
import io.recoflow.runtime.declaration.JobDeclaration;
import io.recoflow.runtime.declaration.JobDeclaration.Variant;
import io.recoflow.runtime.declaration.PlatformLibrary;
import io.recoflow.runtime.declaration.Workers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What spark-submit gets for a job, or for a variant of it.
 *
 * @param name of what runs: the job's, with the variant's behind it
 * @param declaration in the variant
 * @param foundation whose values the arguments name
 * @param release the folder of the jar
 */
record SparkSubmission(
        DeclaredJob job, String name, JobDeclaration declaration, Foundation foundation, String release) {

    private static final String DELTA =
            "/usr/share/aws/delta/lib/delta-spark.jar,/usr/share/aws/delta/lib/delta-storage.jar";
    private static final String CONNECTOR =
            "/usr/share/aws/kinesis/spark-sql-kinesis/lib/spark-streaming-sql-kinesis-connector.jar";

    /** The job as it is, and each variant. */
    static List<SparkSubmission> of(DeclaredJob job, Foundation foundation, String release) {
        List<SparkSubmission> all = new ArrayList<>();
        all.add(new SparkSubmission(job, job.name(), job.declaration(), foundation, release));
        for (Variant variant : job.declaration().variants()) {
            all.add(new SparkSubmission(
                    job, job.name() + "-" + variant.name(), job.declaration().in(variant), foundation, release));
        }
        return all;
    }

    String jar() {
        return "s3://" + foundation.value("CodeBucket") + "/releases/" + release + "/" + job.name() + ".jar";
    }

    List<String> jobArguments() {
        return declaration.arguments().stream()
                .flatMap(argument -> Stream.of(argument.option().toString(), foundation.fillIn(argument.value())))
                .toList();
    }

    /**
     * Class, libraries and settings.
     *
     * @param scheme of the libraries' paths
     */
    List<String> sparkArguments(String scheme) {
        List<String> words = new ArrayList<>(List.of("--class", job.getClass().getName()));
        List<String> jars = new ArrayList<>();
        if (declaration.libraries().contains(PlatformLibrary.DELTA)) {
            jars.addAll(List.of(DELTA.split(",")));
        }
        if (declaration.libraries().contains(PlatformLibrary.KINESIS_CONNECTOR)) {
            jars.add(CONNECTOR);
        }
        if (!jars.isEmpty()) {
            words.add("--jars");
            words.add(jars.stream().map(jar -> scheme + jar).collect(Collectors.joining(",")));
        }
        settings().forEach((key, value) -> words.addAll(List.of("--conf", key + "=" + value)));
        return words;
    }

    private Map<String, Object> settings() {
        Workers workers = declaration.workers();
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("spark.driver.cores", workers.driverCores());
        settings.put("spark.driver.memory", workers.driverMemory() + "g");
        settings.put("spark.executor.cores", workers.executorCores());
        settings.put("spark.executor.memory", workers.executorMemory() + "g");
        settings.put("spark.executor.instances", workers.executors());
        settings.put("spark.dynamicAllocation.enabled", false);
        settings.put("spark.sql.catalogImplementation", "in-memory");
        settings.put("spark.hadoop.fs.s3a.endpoint.region", foundation.value("Region"));
        if (declaration.libraries().contains(PlatformLibrary.DELTA)) {
            settings.put("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension");
            settings.put("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
        }
        return settings;
    }
}
