package io.recoflow.aws.stack;

import io.recoflow.runtime.declaration.DeclaredJob;
import java.util.List;
import software.amazon.awscdk.App;

/** The stacks that each platform's app has besides its own. */
public record SharedStacks(FoundationStack foundation, VectorStack vectors, CatalogStack catalog, AlarmsStack alarms) {

    /** Makes them, and tags whatever the app makes. */
    public static SharedStacks create(App app, Installation installation, List<DeclaredJob> jobs) {
        FoundationStack foundation = new FoundationStack(app, installation, jobs);
        VectorStack vectors = new VectorStack(app, installation);
        vectors.addDependency(foundation);
        CatalogStack catalog = new CatalogStack(app, installation, jobs);
        catalog.addDependency(foundation);
        AlarmsStack alarms = new AlarmsStack(app, installation, jobs);
        alarms.addDependency(vectors);
        installation.tag(app);
        return new SharedStacks(foundation, vectors, catalog, alarms);
    }

    /** Has a platform's stack deployed after what its jobs need; alarms come by themselves, once the jobs run. */
    public void before(RecoflowStack platform) {
        platform.addDependency(vectors);
        platform.addDependency(catalog);
    }
}
