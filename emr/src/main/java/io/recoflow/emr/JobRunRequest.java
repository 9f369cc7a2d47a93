package io.recoflow.emr;

import io.recoflow.runtime.declaration.JobRuntime.Batch;
import io.recoflow.runtime.declaration.JobRuntime.Streaming;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A request of StartJobRun.
 *
 * @param applicationId of EMR Serverless
 * @param roleArn of the job
 * @param logGroup where what it prints goes
 * @param keyArn that encrypts it there
 * @param tags of the run
 */
record JobRunRequest(
        SparkSubmission submission,
        String applicationId,
        String roleArn,
        String logGroup,
        String keyArn,
        Map<String, String> tags) {

    /** As the API and the AWS CLI take it. */
    Map<String, Object> json() {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("name", submission.name());
        request.put("applicationId", applicationId);
        request.put("executionRoleArn", roleArn);
        if (submission.declaration().runtime() instanceof Batch batch) {
            request.put("mode", "BATCH");
            request.put("retryPolicy", Map.of("maxAttempts", batch.tries()));
            request.put("executionTimeoutMinutes", batch.limit().toMinutes());
        } else if (submission.declaration().runtime() instanceof Streaming streaming) {
            request.put("mode", "STREAMING");
            request.put("retryPolicy", Map.of("maxFailedAttemptsPerHour", streaming.failuresAnHour()));
        }
        Map<String, Object> spark = new LinkedHashMap<>();
        spark.put("entryPoint", submission.jar());
        spark.put("entryPointArguments", submission.jobArguments());
        spark.put("sparkSubmitParameters", String.join(" ", submission.sparkArguments("")));
        request.put("jobDriver", Map.of("sparkSubmit", spark));
        Map<String, Object> overrides = new LinkedHashMap<>();
        overrides.put("monitoringConfiguration", Map.of("cloudWatchLoggingConfiguration", logging()));
        // CloudFormation does not know it of an application.
        overrides.put("diskEncryptionConfiguration", Map.of("encryptionKeyArn", keyArn));
        request.put("configurationOverrides", overrides);
        Map<String, String> all = new LinkedHashMap<>(tags);
        all.put("job", submission.job().name());
        request.put("tags", all);
        return request;
    }

    /** As EventBridge Scheduler takes it, which begins members with a capital letter, and leaves keys of maps. */
    Map<String, Object> scheduled() {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("ClientToken", "<aws.scheduler.execution-id>");
        capitalized(json()).forEach((key, value) -> request.put(String.valueOf(key), value));
        return request;
    }

    private Map<String, Object> logging() {
        Map<String, Object> logging = new LinkedHashMap<>();
        logging.put("enabled", true);
        logging.put("logGroupName", logGroup);
        logging.put("logStreamNamePrefix", submission.job().name());
        logging.put("encryptionKeyArn", keyArn);
        List<String> outputs = List.of("STDOUT", "STDERR");
        Map<String, Object> types = new LinkedHashMap<>();
        types.put("SPARK_DRIVER", outputs);
        types.put("SPARK_EXECUTOR", outputs);
        logging.put("logTypes", types);
        return logging;
    }

    private static Map<?, ?> capitalized(Map<?, ?> members) {
        Map<String, Object> capitalized = new LinkedHashMap<>();
        members.forEach((key, value) -> {
            String name = String.valueOf(key);
            boolean keysAreData = name.equals("tags") || name.equals("logTypes");
            capitalized.put(
                    name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
                    value instanceof Map<?, ?> inner && !keysAreData ? capitalized(inner) : value);
        });
        return capitalized;
    }
}
