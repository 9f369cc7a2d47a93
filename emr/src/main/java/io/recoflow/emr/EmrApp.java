package io.recoflow.emr;

import io.recoflow.aws.job.BuiltJobs;
import io.recoflow.aws.stack.Installation;
import io.recoflow.aws.stack.SharedStacks;
import io.recoflow.runtime.declaration.DeclaredJob;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.App;

/** The CDK's app of EMR: what all platforms share, EMR Serverless, and what a cluster needs. */
public final class EmrApp {

    /** What the CDK's context calls the vCPU that the account has for EMR Serverless. */
    static final String QUOTA = "vcpus";

    private EmrApp() {}

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
        int quota = Optional.ofNullable(app.getNode().tryGetContext(QUOTA))
                .map(value -> Integer.parseInt(value.toString()))
                .orElse(Capacity.NEW_ACCOUNT);
        SharedStacks shared = SharedStacks.create(app, installation, jobs);
        shared.before(new EmrServerlessStack(
                app, installation, jobs, Capacity.of(jobs).within(quota)));
        shared.before(new EmrOnEc2Stack(app, installation, jobs));
    }
}
