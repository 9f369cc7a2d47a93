package io.recoflow.aws.policy;

import io.recoflow.aws.job.JobJar;
import io.recoflow.runtime.declaration.Access;
import io.recoflow.runtime.declaration.DeclaredJob;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The actions that a job's role must allow: by the calls in its jar, and by what it does with files and streams. */
public final class JobNeeds {

    /** Why an action that a job's code can call is not called as the platforms run it. */
    public static final Map<String, String> NEVER_CALLED = Map.of(
            "kinesis:DeregisterStreamConsumer", "the job has no option for it",
            "kinesis:DescribeStreamConsumer", "the platforms' arguments ask for no enhanced fan-out",
            "kinesis:RegisterStreamConsumer", "the platforms' arguments ask for no enhanced fan-out",
            "kinesis:SubscribeToShard", "the platforms' arguments ask for no enhanced fan-out",
            "sts:AssumeRole", "the platforms' arguments ask for no other role");

    private JobNeeds() {}

    /**
     * The actions that its code can call.
     *
     * @param home the project's directory; the jar must be built
     * @throws java.io.UncheckedIOException where it is not
     */
    public static Set<String> calls(DeclaredJob job, Path home) {
        Path jar = home.resolve("jobs").resolve(job.name()).resolve("target").resolve(job.name() + ".jar");
        String mainClass = JobJar.mainClass(jar)
                .orElseThrow(
                        () -> new IllegalStateException(jar + " names no main class: build it with mvn package first"));
        return SdkCalls.from(jar, "io/recoflow/", mainClass);
    }

    /** The actions that it needs, sorted. */
    public static Set<String> of(DeclaredJob job, Path home) {
        Set<String> needs = new TreeSet<>(calls(job, home));
        needs.removeAll(NEVER_CALLED.keySet());
        if (!writesStreams(job)) {
            // What reads streams can write them, too.
            needs.remove("kinesis:PutRecords");
        }
        for (Access access : job.declaration().access()) {
            boolean writes = access.mode() == Access.Mode.WRITE;
            if (access.resource() == Access.Resource.FILES) {
                needs.addAll(writes ? HadoopCalls.WRITE : HadoopCalls.READ);
                needs.addAll(writes ? HadoopCalls.WRITE_ENCRYPTED : HadoopCalls.READ_ENCRYPTED);
            }
            if (access.resource() == Access.Resource.STREAM) {
                // "How do I get started with server-side encryption" of Kinesis: a producer makes data keys.
                needs.addAll(writes ? Set.of("kms:Decrypt", "kms:GenerateDataKey") : Set.of("kms:Decrypt"));
            }
        }
        return Collections.unmodifiableSet(needs);
    }

    private static boolean writesStreams(DeclaredJob job) {
        return job.declaration().access().stream()
                .anyMatch(access -> access.resource() == Access.Resource.STREAM && access.mode() == Access.Mode.WRITE);
    }
}
