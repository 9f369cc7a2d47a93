package io.recoflow.emr;

import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.emr.model.HadoopJarStepConfig;
import software.amazon.awssdk.services.emr.model.StepConfig;
import software.amazon.awssdk.services.emrserverless.model.CloudWatchLoggingConfiguration;
import software.amazon.awssdk.services.emrserverless.model.Configuration;
import software.amazon.awssdk.services.emrserverless.model.Hive;
import software.amazon.awssdk.services.emrserverless.model.SparkSubmit;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunRequest;

/**
 * What the services require, by "Required: Yes" in the EMR Serverless API Reference (StartJobRun and the types that it
 * names) and in the Amazon EMR API Reference (StepConfig, HadoopJarStepConfig): the SDK's classes of these two services do
 * not tell. Without the client token, which the client makes.
 */
final class RequiredMembers {

    private static final Map<Class<?>, Set<String>> BY_TYPE = Map.of(
            StartJobRunRequest.class, Set.of("applicationId", "executionRoleArn"),
            SparkSubmit.class, Set.of("entryPoint"),
            Hive.class, Set.of("query"),
            Configuration.class, Set.of("classification"),
            CloudWatchLoggingConfiguration.class, Set.of("enabled"),
            StepConfig.class, Set.of("Name", "HadoopJarStep"),
            HadoopJarStepConfig.class, Set.of("Jar"));

    private RequiredMembers() {}

    /** Names as in JSON. */
    static Set<String> of(Class<?> type) {
        return BY_TYPE.getOrDefault(type, Set.of());
    }
}
