package io.recoflow.emr;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.aws.job.JobJar;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jars that the page uploads have the classes that the requests name. */
final class JobJarsIT {

    static List<JobRequest> requests() {
        return EmrStack.requests();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void theJarHasTheClassOfTheRequest(JobRequest request) {
        String job = request.job().name();
        Path jar = EmrStack.HOME.resolve("jobs/" + job + "/target/" + job + ".jar");
        String className = request.spark().option("--class");

        assertThat(JobJar.hasMain(jar, className)).isTrue();
        assertThat(JobJar.mainClass(jar)).contains(className);
        assertThat(JobJar.hasMain(jar, className + "s")).isFalse();
    }
}
