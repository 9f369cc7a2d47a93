package io.recoflow.aws.stack;

import io.recoflow.runtime.declaration.Access;
import io.recoflow.runtime.declaration.Access.Resource;
import io.recoflow.runtime.declaration.DeclaredJob;
import io.recoflow.runtime.declaration.Figure;
import io.recoflow.runtime.declaration.Figure.Limit;
import io.recoflow.runtime.declaration.ItemTable;
import io.recoflow.runtime.declaration.JobDeclaration;
import io.recoflow.runtime.declaration.JobRuntime;
import io.recoflow.runtime.declaration.LakeTable;
import io.recoflow.runtime.declaration.Workers;
import io.recoflow.runtime.launch.JobContext;
import io.recoflow.runtime.option.Option;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A job that declares streams, tables and a figure, and does nothing. */
record SampleJob(String name, JobDeclaration declaration) implements DeclaredJob {

    static final SampleJob STREAM = new SampleJob(
            "sample-stream",
            new JobDeclaration(
                            new JobRuntime.Streaming(5),
                            new Workers(2, 3, 2, 4, 7),
                            Set.of(),
                            List.of(),
                            List.of(
                                    Access.reads(Resource.STREAM, "Activity", "what shoppers do"),
                                    Access.writes(Resource.STREAM, "Recommendations", "answers"),
                                    Access.writes(Resource.TABLE, "Answers", "the newest answer of each shopper")))
                    .printing(List.of(new Figure(
                            "LatencyP99Millis",
                            "Milliseconds",
                            "[word = p99, p99, ...]",
                            "p99",
                            Optional.of(new Limit(1000, "One answer in a hundred takes more than a second.")))))
                    .writing(List.of(new LakeTable(
                            "answers",
                            "Every answer",
                            "Lake/training/answers",
                            List.of("event_id string", "items array<struct<id:string,score:float>>"))))
                    .keeping(List.of(new ItemTable(
                            "Answers",
                            "shopper",
                            List.of(new ItemTable.Index("by-country", "country", "answered_at")),
                            "expires_at"))));

    @Override
    public String summary() {
        return "Does nothing.";
    }

    @Override
    public List<Option<?>> options() {
        return List.of();
    }

    @Override
    public List<String> examples() {
        return List.of();
    }

    @Override
    public void run(JobContext context) {}
}
