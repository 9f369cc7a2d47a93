package io.recoflow.glue;

import io.recoflow.aws.job.BuiltJobs;
import io.recoflow.aws.stack.Installation;
import io.recoflow.aws.stack.SharedStacks;
import io.recoflow.runtime.declaration.DeclaredJob;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awscdk.App;

/** The CDK's app of Glue: what all platforms share, and the jobs. */
public final class GlueApp {

    private GlueApp() {}

    /** @param args the project's directory */
    public static void main(String[] args) {
        App app = new App();
        create(app, BuiltJobs.in(Path.of(args[0])));
        app.synth();
    }

    /** Makes all stacks of the installation that the app's context names. */
    static void create(App app, List<DeclaredJob> built) {
        Installation installation = Installation.of(app);
        List<DeclaredJob> jobs = Installation.jobs(app, built);
        SharedStacks.create(app, installation, jobs).before(new GlueStack(app, installation, jobs));
    }
}
