package io.recoflow.aws.policy;

import io.recoflow.aws.job.JobJar;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The jobs, and what their roles must allow: by the calls in their jars and by what they do with files. */
public enum JobAccess {
    TRAINING_ETL("training-etl", "TrainingEtl", HadoopCalls.WRITE, HadoopCalls.WRITE_ENCRYPTED),
    TRAIN_MODEL("train-model", "TrainModel", HadoopCalls.WRITE, HadoopCalls.WRITE_ENCRYPTED),
    LOAD_EMBEDDINGS("load-embeddings", "LoadEmbeddings", HadoopCalls.READ, HadoopCalls.READ_ENCRYPTED),
    STREAM_RECOMMEND("stream-recommend", "StreamRecommend", HadoopCalls.DELTA, HadoopCalls.WRITE_ENCRYPTED);

    /** Why an action that a job's code can call is not called as the platforms run it. */
    public static final Map<String, String> NEVER_CALLED = Map.of(
            "kinesis:DeregisterStreamConsumer", "the job has no option for it",
            "kinesis:DescribeStreamConsumer", "the platforms' arguments ask for no enhanced fan-out",
            "kinesis:RegisterStreamConsumer", "the platforms' arguments ask for no enhanced fan-out",
            "kinesis:SubscribeToShard", "the platforms' arguments ask for no enhanced fan-out",
            "sts:AssumeRole", "the platforms' arguments ask for no other role");

    private final String job;
    private final String logicalName;
    private final Set<String> files;
    private final Set<String> encrypted;

    JobAccess(String job, String logicalName, Set<String> files, Set<String> encrypted) {
        this.job = job;
        this.logicalName = logicalName;
        this.files = files;
        this.encrypted = encrypted;
    }

    /** The logical id of its role in the templates. */
    public String role() {
        return logicalName + "Role";
    }

    /** The logical id of its own policy, where a template has one beside the role. */
    public String policy() {
        return logicalName + "Policy";
    }

    /**
     * The actions that its code can call.
     *
     * @param home the project's directory; the jar must be built
     * @throws java.io.UncheckedIOException where it is not
     */
    public Set<String> calls(Path home) {
        Path jar = home.resolve("jobs").resolve(job).resolve("target").resolve(job + ".jar");
        String mainClass = JobJar.mainClass(jar)
                .orElseThrow(
                        () -> new IllegalStateException(jar + " names no main class: build it with mvn package first"));
        return SdkCalls.from(jar, "io/recoflow/", mainClass);
    }

    /** The actions that it needs, but for the keys of what is encrypted. */
    public Set<String> needs(Path home) {
        Set<String> needs = new TreeSet<>(calls(home));
        needs.removeAll(NEVER_CALLED.keySet());
        needs.addAll(files);
        return needs;
    }

    /** What it needs of the key of the files that it reads or writes. */
    public Set<String> encrypted() {
        return encrypted;
    }
}
