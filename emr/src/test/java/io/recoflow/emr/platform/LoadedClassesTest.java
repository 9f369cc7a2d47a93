package io.recoflow.emr.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LoadedClassesTest {

    private final LoadedClasses classes = LoadedClasses.of(Stream.of(
            "java.lang.Object source: jrt:/java.base",
            "java.lang.String source: shared objects file",
            "software.amazon.awssdk.core.SdkClient source: file:/jars/sdk-core-2.41.0.jar",
            "software.amazon.awssdk.core.SdkField source: file:/other%20jars/sdk-core-2.42.28.jar",
            "software.amazon.awssdkother.Thing source: file:/jars/other.jar",
            "software.amazon.awssdk.core.SdkField$$Lambda$7/0x0000000800c03000 source: software.amazon.awssdk.core.SdkField",
            "software.amazon.awssdk.core.SdkClient source: file:/tmp/fetched/job.jar"));

    @Test
    void eachClassIsWithAllJarsThatItCameFrom() {
        assertThat(classes.jarsOfClass("software.amazon.awssdk.core.SdkClient"))
                .containsExactlyInAnyOrder("job.jar", "sdk-core-2.41.0.jar");
        assertThat(classes.jarsOf("software.amazon.awssdk"))
                .containsExactly("job.jar", "sdk-core-2.41.0.jar", "sdk-core-2.42.28.jar");
    }

    @Test
    void whatIsInNoJarIsNotAmongThem() {
        assertThat(classes.jarsByClass()).hasSize(3);
        assertThat(classes.jarsOfClass("java.lang.Object")).isEmpty();
        assertThat(classes.jarsOf("java")).isEmpty();
    }
}
