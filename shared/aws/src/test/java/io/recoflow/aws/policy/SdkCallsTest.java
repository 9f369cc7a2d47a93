package io.recoflow.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.aws.policy.calling.CallingCode;
import io.recoflow.aws.policy.calling.SilentCode;
import io.recoflow.aws.policy.calling.UncalledCode;
import io.recoflow.runtime.secret.SecretsManager;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SdkCallsTest {

    private static final String PACKAGE = "io.recoflow.aws.policy.calling.";

    private final Path folder;

    SdkCallsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void operationsAreFoundInCallsReferencesAndPaginators() throws Exception {
        assertThat(SdkCalls.in(classes(), PACKAGE))
                .containsExactly(
                        "secretsmanager:DeleteSecret",
                        "secretsmanager:DescribeSecret",
                        "secretsmanager:GetSecretValue",
                        "secretsmanager:ListSecrets",
                        "secretsmanager:RotateSecret");
    }

    @Test
    void whatStaysInTheProcessIsNoOperation() throws Exception {
        assertThat(SdkCalls.in(classes(), SilentCode.class.getName())).isEmpty();
    }

    @Test
    void onlyWhatTheMainClassReachesCountsFromIt() throws Exception {
        assertThat(SdkCalls.from(classes(), PACKAGE, CallingCode.class.getName()))
                .containsExactly(
                        "secretsmanager:DescribeSecret",
                        "secretsmanager:GetSecretValue",
                        "secretsmanager:ListSecrets",
                        "secretsmanager:RotateSecret");
        assertThat(SdkCalls.from(classes(), PACKAGE, UncalledCode.class.getName()))
                .containsExactly("secretsmanager:DeleteSecret");
    }

    @Test
    void aJarIsReadWithWhatItOffersAsServices() throws Exception {
        Path jar = jar("META-INF/services/some.Interface", UncalledCode.class.getName() + " # its only use\n");

        assertThat(SdkCalls.from(jar, "io.recoflow.", SilentCode.class.getName()))
                .containsExactly("secretsmanager:DeleteSecret");
    }

    @Test
    void theSdksOwnClassesDoNotCount() throws Exception {
        Path copy = folder.resolve("io/recoflow/shaded/software/amazon/awssdk/Copy.class");
        write(copy, Files.readAllBytes(classes().resolve(file(UncalledCode.class))));

        assertThat(SdkCalls.in(folder, "io/recoflow/")).isEmpty();
    }

    @Test
    void theJobsOwnSecretsAreRead() throws Exception {
        Class<?> secrets = SecretsManager.class;

        assertThat(SdkCalls.in(location(secrets), secrets.getName())).containsExactly("secretsmanager:GetSecretValue");
    }

    @ParameterizedTest
    @CsvSource({
        "software/amazon/awssdk/services/kinesis/KinesisClient, listShards, kinesis:ListShards",
        "io/recoflow/shaded/software/amazon/awssdk/services/kinesis/KinesisAsyncClient, putRecords, kinesis:PutRecords",
        "software/amazon/awssdk/services/cloudwatchlogs/CloudWatchLogsClient, putLogEvents, logs:PutLogEvents",
        "software/amazon/awssdk/services/emrserverless/EmrServerlessClient, startJobRun, emr-serverless:StartJobRun",
        "software/amazon/awssdk/services/s3/S3Client, headObject, s3:GetObject",
        "software/amazon/awssdk/services/s3/S3Client, listObjectsV2Paginator, s3:ListBucket",
        "software/amazon/awssdk/services/s3/S3AsyncClient, createMultipartUpload, s3:PutObject",
        "software/amazon/awssdk/services/kinesis/waiters/KinesisWaiter, waitUntilStreamExists, kinesis:DescribeStream",
        "software/amazon/awssdk/services/sts/auth/StsAssumeRoleCredentialsProvider, builder, sts:AssumeRole",
    })
    void anOperationNeedsItsAction(String owner, String method, String action) {
        assertThat(SdkOperations.actions(owner, method, "(Ljava/util/function/Consumer;)V"))
                .containsExactly(action);
    }

    @Test
    void aWaiterNeedsTheActionOfTheRequestThatItRepeats() {
        assertThat(SdkOperations.actions(
                        "software/amazon/awssdk/services/glue/waiters/GlueWaiter",
                        "waitUntilSomething",
                        "(Lsoftware/amazon/awssdk/services/glue/model/GetJobRunRequest;)V"))
                .containsExactly("glue:GetJobRun");
    }

    @Test
    void otherClassesNeedNothing() {
        assertThat(SdkOperations.actions(
                        "software/amazon/awssdk/services/glue/model/GetTableRequest", "builder", "()V"))
                .isEmpty();
        assertThat(SdkOperations.actions("java/lang/String", "length", "()I")).isEmpty();
    }

    @Test
    void anUnknownServiceIsAnError() {
        assertThatThrownBy(() ->
                        SdkOperations.actions("software/amazon/awssdk/services/sqs/SqsClient", "sendMessage", "()V"))
                .hasMessageContaining("AWS service sqs, whose prefix in IAM is not known");
    }

    @Test
    void aJarThatIsNotBuiltIsAnError() {
        assertThatThrownBy(() -> SdkCalls.in(folder.resolve("job.jar"), "io/recoflow/"))
                .hasMessageEndingWith("job.jar: it is not built. Run mvn package.");
    }

    @Test
    void aMainClassThatIsNotThereIsAnError() throws Exception {
        Path classes = classes();

        assertThatThrownBy(() -> SdkCalls.from(classes, PACKAGE, "io.recoflow.Missing"))
                .hasMessageContaining("has no class io.recoflow.Missing");
    }

    private Path jar(String entry, String text) throws Exception {
        Path jar = folder.resolve("job.jar");
        try (FileSystem files = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of("create", "true"))) {
            write(files.getPath(entry), text.getBytes(StandardCharsets.UTF_8));
            for (Class<?> type : List.of(CallingCode.class, SilentCode.class, UncalledCode.class)) {
                write(files.getPath(file(type)), Files.readAllBytes(classes().resolve(file(type))));
            }
        }
        return jar;
    }

    private static void write(Path file, byte[] content) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.write(file, content);
    }

    private static String file(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }

    private static Path classes() throws Exception {
        return location(CallingCode.class);
    }

    private static Path location(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
