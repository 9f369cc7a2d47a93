package io.recoflow.glue;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.aws.check.DeployedValues;
import io.recoflow.aws.job.JobJar;
import io.recoflow.runtime.declaration.JobRuntime.Streaming;
import io.recoflow.runtime.declaration.PlatformLibrary;
import io.recoflow.testkit.JobArguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GlueJobsTest {

    static List<GlueJob> jobs() {
        return GlueStacks.jobs();
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void theJobTakesTheArgumentsBesideGluesOwn(GlueJob job) {
        assertThat(JobArguments.problems(job.job(), job.jobLine())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void anArgumentThatTheJobDoesNotKnowIsFound(GlueJob job) {
        List<String> line = new ArrayList<>(job.jobLine());
        line.add("--lakee");
        line.add("s3a://lake/training");

        assertThat(JobArguments.problems(job.job(), line))
                .anySatisfy(problem -> assertThat(problem).contains("--lakee"));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void itsJarHasTheJobAndItsScriptIsTheShim(GlueJob job) {
        String release = "s3://codebucket/releases/" + DeployedValues.RELEASE + "/";
        String object = job.argument("--class");

        assertThat(job.argument("--extra-jars")).isEqualTo(release + job.jar().getFileName());
        assertThat(JobJar.hasMain(job.jar(), job.argument("--main-class"))).isTrue();
        assertThat(job.values().text(job.properties().at("/Command/ScriptLocation")))
                .isEqualTo(release + GlueStacks.SHIM.getFileName());
        assertThat(GlueStacks.SHIM).content().contains("object " + object + " {");
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void itIsAScalaJobOfGlue6(GlueJob job) {
        assertThat(job.properties().path("GlueVersion").asText()).isEqualTo("6.0");
        assertThat(job.arguments()).containsEntry("--job-language", "scala");
        assertThat(job.properties()
                        .path("ExecutionProperty")
                        .path("MaxConcurrentRuns")
                        .asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void oneArgumentHoldsAllSettingsOfSpark(GlueJob job) {
        assertThat(settings(job.argument("--conf")))
                .containsEntry("spark.hadoop.fs.s3a.endpoint.region", DeployedValues.REGION)
                .allSatisfy((key, value) -> {
                    assertThat(key).startsWith("spark.");
                    assertThat(value).isNotBlank().doesNotContain(" ", "$");
                });
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void onlyAStreamRunsForever(GlueJob job) {
        boolean streaming = job.job().declaration().runtime() instanceof Streaming;

        assertThat(job.properties().at("/Command/Name").asText()).isEqualTo(streaming ? "gluestreaming" : "glueetl");
        assertThat(job.properties().has("MaintenanceWindow")).isEqualTo(streaming);
        assertThat(job.properties().has("Timeout")).isNotEqualTo(streaming);
    }

    @Test
    void onlyAJobThatDeclaresItHasDelta() {
        assertThat(GlueStacks.jobs()).allSatisfy(job -> {
            boolean delta = job.job().declaration().libraries().contains(PlatformLibrary.DELTA);
            assertThat(job.argument("--datalake-formats")).isEqualTo(delta ? "delta" : "");
            assertThat(settings(job.argument("--conf")).containsKey("spark.sql.extensions"))
                    .isEqualTo(delta);
        });
    }

    /** As Glue hands them to spark-submit: it puts {@code --conf} in front of the value, which has the others in it. */
    private static Map<String, String> settings(String conf) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String setting : conf.split(" --conf ", -1)) {
            int equals = setting.indexOf('=');
            assertThat(equals).as("%s in %s", setting, conf).isPositive();
            assertThat(settings.put(setting.substring(0, equals), setting.substring(equals + 1)))
                    .as("%s twice", setting)
                    .isNull();
        }
        return settings;
    }
}
