package io.recoflow.glue;

import io.recoflow.aws.check.DeployedValues;
import io.recoflow.aws.check.StackTemplate;
import io.recoflow.aws.check.Synthesis;
import io.recoflow.aws.job.BuiltJobs;
import io.recoflow.runtime.declaration.DeclaredJob;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The stacks of the stage {@code test}, and what they hold for each job. */
final class GlueStacks {

    static final Path HOME = Path.of(Objects.requireNonNull(System.getProperty("recoflow.home")));
    static final Path SHIM = HOME.resolve("glue/shim/RecoflowJob.scala");
    static final List<DeclaredJob> JOBS = BuiltJobs.in(HOME);
    static final Map<String, StackTemplate> TEMPLATES = Synthesis.templates("test", app -> GlueApp.create(app, JOBS));
    static final StackTemplate GLUE = Objects.requireNonNull(TEMPLATES.get("glue"));

    private GlueStacks() {}

    static List<GlueJob> jobs() {
        return JOBS.stream().map(job -> GlueJob.of(job, GLUE)).toList();
    }

    static DeployedValues values(StackTemplate template) {
        return new DeployedValues(template, DeployedValues.FOUNDATION);
    }
}
