package io.recoflow.aws.stack;

import io.recoflow.runtime.declaration.DeclaredJob;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.App;
import software.amazon.awscdk.DefaultStackSynthesizer;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;

/**
 * One of the installations that may stand side by side in an account and region: the stage is in every name.
 *
 * @param stage such as {@code prod}
 */
public record Installation(String stage) {

    /** What the CDK's context calls the stage: {@code npx cdk deploy -c stage=test}. */
    public static final String CONTEXT = "stage";

    /** What the CDK's context calls the jobs that are deployed, where not all are: {@code -c jobs=training-etl,train-model}. */
    public static final String JOBS = "jobs";

    private static final String PROJECT = "recoflow";
    private static final String FORM = "[a-z][a-z0-9]{0,11}";

    public Installation {
        if (!stage.matches(FORM)) {
            throw new IllegalArgumentException("Cannot use the stage " + stage
                    + ": names are made of it. Give up to 12 small letters and digits, such as test");
        }
    }

    /**
     * The jobs that the app's context names, all where it names none.
     *
     * @param built all that there are
     * @throws IllegalArgumentException where it names another
     */
    public static List<DeclaredJob> jobs(App app, List<DeclaredJob> built) {
        Object named = app.getNode().tryGetContext(JOBS);
        if (named == null) {
            return built;
        }
        List<String> names = List.of(named.toString().split(","));
        List<String> known = built.stream().map(DeclaredJob::name).toList();
        if (!known.containsAll(names)) {
            throw new IllegalArgumentException("Cannot deploy the jobs " + names + ": the jobs are " + known
                    + ". Give some of these, with commas between them");
        }
        return built.stream().filter(job -> names.contains(job.name())).toList();
    }

    /** The one that the app's context names, {@code prod} where it names none. */
    public static Installation of(App app) {
        return new Installation(Optional.ofNullable(app.getNode().tryGetContext(CONTEXT))
                .map(Object::toString)
                .orElse("prod"));
    }

    /** {@code recoflow-prod-<part>} */
    public String name(String part) {
        return name() + "-" + part;
    }

    /** {@code recoflow-prod} */
    public String name() {
        return PROJECT + "-" + stage;
    }

    /** The path of a parameter of Systems Manager, by which stacks find what others made. */
    public String parameter(String name) {
        return "/" + PROJECT + "/" + stage + "/" + name;
    }

    /** The database of the Data Catalog; Athena wants no hyphens. */
    public String database() {
        return PROJECT + "_" + stage;
    }

    /** The namespace of metrics. */
    public String metrics() {
        return "Recoflow/" + stage;
    }

    /** On everything that is made, and on what the platforms run. */
    public Map<String, String> tags() {
        return new TreeMap<>(Map.of("project", PROJECT, "stage", stage));
    }

    /** Tags whatever the app makes. */
    void tag(App app) {
        tags().forEach(Tags.of(app)::add);
    }

    /** For a stack that any account and region takes, with the CDK's command line and without it. */
    StackProps stack(String part, String description) {
        return StackProps.builder()
                .stackName(name(part))
                .description(description)
                .analyticsReporting(false)
                .synthesizer(DefaultStackSynthesizer.Builder.create()
                        .generateBootstrapVersionRule(false)
                        .build())
                .build();
    }
}
