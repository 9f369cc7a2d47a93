package io.recoflow.emr;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoflow.runtime.declaration.DeclaredJob;
import io.recoflow.runtime.declaration.JobDeclaration;
import io.recoflow.runtime.declaration.JobDeclaration.Variant;
import io.recoflow.runtime.declaration.JobRuntime.Batch;
import io.recoflow.runtime.declaration.JobRuntime.Streaming;
import io.recoflow.runtime.declaration.PlatformLibrary;
import io.recoflow.runtime.declaration.Workers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The requests and steps that a job's declaration asks for, with a deployment's placeholders in them. */
final class DeclaredRequests {

    private static final String DELTA =
            "/usr/share/aws/delta/lib/delta-spark.jar,/usr/share/aws/delta/lib/delta-storage.jar";
    private static final String CONNECTOR =
            "/usr/share/aws/kinesis/spark-sql-kinesis/lib/spark-streaming-sql-kinesis-connector.jar";

    private DeclaredRequests() {}

    /** A request of StartJobRun for the job, and one for each variant, by the names of their files. */
    static Map<String, ObjectNode> requests(DeclaredJob job) {
        return each(job, DeclaredRequests::request);
    }

    /** The same as steps of a cluster. */
    static Map<String, ArrayNode> steps(DeclaredJob job) {
        return each(job, DeclaredRequests::step);
    }

    private static <T> Map<String, T> each(DeclaredJob job, Writer<T> writer) {
        Map<String, T> all = new LinkedHashMap<>();
        all.put(job.name(), writer.write(job, job.name(), job.declaration()));
        for (Variant variant : job.declaration().variants()) {
            String name = job.name() + "-" + variant.name();
            all.put(name, writer.write(job, name, job.declaration().in(variant)));
        }
        return all;
    }

    private static ObjectNode request(DeclaredJob job, String name, JobDeclaration declaration) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("name", name);
        request.put("applicationId", "${ApplicationId}");
        request.put("executionRoleArn", "${" + job.getClass().getSimpleName() + "RoleArn}");
        if (declaration.runtime() instanceof Batch batch) {
            request.put("mode", "BATCH");
            request.putObject("retryPolicy").put("maxAttempts", batch.tries());
            request.put("executionTimeoutMinutes", batch.limit().toMinutes());
        } else if (declaration.runtime() instanceof Streaming streaming) {
            request.put("mode", "STREAMING");
            request.putObject("retryPolicy").put("maxFailedAttemptsPerHour", streaming.failuresAnHour());
        }
        ObjectNode submission = request.putObject("jobDriver").putObject("sparkSubmit");
        submission.put("entryPoint", jar(job));
        arguments(declaration).forEach(submission.withArray("entryPointArguments")::add);
        submission.put("sparkSubmitParameters", String.join(" ", sparkArguments(job, declaration, "")));
        ObjectNode logging = request.putObject("configurationOverrides")
                .putObject("monitoringConfiguration")
                .putObject("cloudWatchLoggingConfiguration");
        logging.put("enabled", true);
        logging.put("logGroupName", "${LogGroup}");
        logging.put("logStreamNamePrefix", job.name());
        ObjectNode types = logging.putObject("logTypes");
        List.of("SPARK_DRIVER", "SPARK_EXECUTOR")
                .forEach(type -> types.putArray(type).add("STDOUT").add("STDERR"));
        request.putObject("tags").put("project", "recoflow").put("job", job.name());
        return request;
    }

    private static ArrayNode step(DeclaredJob job, String name, JobDeclaration declaration) {
        ArrayNode steps = JsonNodeFactory.instance.arrayNode();
        ObjectNode step = steps.addObject();
        step.put("Type", "CUSTOM_JAR");
        step.put("Name", name);
        step.put("ActionOnFailure", "CONTINUE");
        step.put("Jar", "command-runner.jar");
        ArrayNode words = step.putArray("Args");
        Stream.of(
                        List.of("spark-submit", "--deploy-mode", "cluster", "--name", job.name()),
                        sparkArguments(job, declaration, "file://"),
                        yarnArguments(declaration),
                        List.of(jar(job)),
                        arguments(declaration))
                .flatMap(List::stream)
                .forEach(words::add);
        return steps;
    }

    private static List<String> arguments(JobDeclaration declaration) {
        return declaration.arguments().stream()
                .flatMap(argument -> Stream.of(argument.option().toString(), argument.value()))
                .toList();
    }

    private static String jar(DeclaredJob job) {
        return "s3://${CodeBucket}/releases/${Release}/" + job.name() + ".jar";
    }

    private static List<String> sparkArguments(DeclaredJob job, JobDeclaration declaration, String scheme) {
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
        Workers workers = declaration.workers();
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("spark.driver.cores", workers.driverCores());
        settings.put("spark.driver.memory", workers.driverMemory() + "g");
        settings.put("spark.executor.cores", workers.executorCores());
        settings.put("spark.executor.memory", workers.executorMemory() + "g");
        settings.put("spark.executor.instances", workers.executors());
        settings.put("spark.dynamicAllocation.enabled", false);
        settings.put("spark.sql.catalogImplementation", "in-memory");
        settings.put("spark.hadoop.fs.s3a.endpoint.region", "${Region}");
        if (declaration.libraries().contains(PlatformLibrary.DELTA)) {
            settings.put("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension");
            settings.put("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
        }
        settings.forEach((key, value) -> words.addAll(List.of("--conf", key + "=" + value)));
        return words;
    }

    /** A step of a stream ends when YARN has taken it, and YARN forgives its failures after an hour. */
    private static List<String> yarnArguments(JobDeclaration declaration) {
        return declaration.runtime() instanceof Streaming
                ? List.of(
                        "--conf",
                        "spark.yarn.submit.waitAppCompletion=false",
                        "--conf",
                        "spark.yarn.am.attemptFailuresValidityInterval=1h")
                : List.of();
    }

    private interface Writer<T> {
        T write(DeclaredJob job, String name, JobDeclaration declaration);
    }
}
