package io.recoflow.aws.job;

import io.recoflow.runtime.declaration.Access;
import io.recoflow.runtime.declaration.DeclaredJob;
import io.recoflow.runtime.declaration.JobRuntime;
import io.recoflow.runtime.declaration.JobRuntime.Batch;
import io.recoflow.runtime.declaration.Workers;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What jobs declare, as a Markdown table. */
public final class JobTable {

    private static final String HEAD = """
            | job | runs | driver | executors | reads | writes |
            |---|---|---|---|---|---|
            """;

    private JobTable() {}

    /** Header, and one line for each job, in the order given. */
    public static String markdown(List<DeclaredJob> jobs) {
        return jobs.stream().map(JobTable::line).collect(Collectors.joining("\n", HEAD, ""));
    }

    private static String line(DeclaredJob job) {
        Workers workers = job.declaration().workers();
        return Stream.of(
                        "`" + job.name() + "`",
                        runs(job.declaration().runtime()),
                        size(workers.driverCores(), workers.driverMemory()),
                        workers.executors() + " × " + size(workers.executorCores(), workers.executorMemory()),
                        access(job, Access.Mode.READ),
                        access(job, Access.Mode.WRITE))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String runs(JobRuntime runtime) {
        return runtime instanceof Batch batch
                ? batch.schedule().map(JobRuntime.Schedule::words).orElse("by hand")
                : "always";
    }

    private static String size(int cores, int memory) {
        return cores + (cores == 1 ? " core, " : " cores, ") + memory + " GiB";
    }

    private static String access(DeclaredJob job, Access.Mode mode) {
        return job.declaration().access().stream()
                .filter(access -> access.mode() == mode)
                .map(access -> access.purpose() + " (" + access.name() + ")")
                .collect(Collectors.joining("; "));
    }
}
