package io.recoflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.runtime.launch.Job;
import io.recoflow.runtime.launch.JobContext;
import io.recoflow.runtime.option.Option;
import io.recoflow.runtime.option.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JobArgumentsTest {

    private static final Job JOB = new ForbiddenJob();

    @Test
    void whatTheJobAcceptsHasNoProblemAndStartsNothing() {
        assertThat(JobArguments.problems(JOB, List.of("--lake", "s3a://lake", "--rows", "3")))
                .isEmpty();
    }

    @Test
    void whatGlueAddsIsNoProblem() {
        assertThat(JobArguments.problems(
                        JOB, List.of("--JOB_NAME", "a", "--conf", "b=c", "--lake", "s3a://lake", "--rows", "3")))
                .isEmpty();
    }

    @Test
    void anUnknownOptionIsAProblem() {
        assertThat(JobArguments.problems(JOB, List.of("--lage", "s3a://lake", "--lake", "s3a://lake")))
                .singleElement()
                .asString()
                .contains("--lage is not an option of forbidden");
    }

    @Test
    void allProblemsAreTold() {
        assertThat(JobArguments.problems(JOB, List.of("--rows", "many")))
                .hasSize(2)
                .anyMatch(problem -> problem.contains("--lake is missing"))
                .anyMatch(problem -> problem.contains("--rows cannot be 'many'"));
    }

    @Test
    void theJobsOwnChecksCount() {
        assertThat(JobArguments.problems(JOB, List.of("--lake", "s3a://lake", "--rows", "7")))
                .containsExactly("forbidden: --rows cannot be 7: it is unlucky. Choose another.");
    }

    @Test
    void askingForHelpIsNoRun() {
        assertThat(JobArguments.problems(JOB, List.of("--help"))).hasSize(1);
    }

    /** Fails where its work begins. */
    private static final class ForbiddenJob implements Job {

        private static final Option<String> LAKE =
                Option.text("lake").description("Where.").required();
        private static final Option<Integer> ROWS =
                Option.integer("rows", 1, 9).description("How many.").defaultValue(1);

        @Override
        public String name() {
            return "forbidden";
        }

        @Override
        public String summary() {
            return "Must not run.";
        }

        @Override
        public List<Option<?>> options() {
            return List.of(LAKE, ROWS);
        }

        @Override
        public List<String> examples() {
            return List.of("--lake s3a://lake");
        }

        @Override
        public List<String> problems(Settings settings) {
            return settings.get(ROWS) == 7 ? List.of("--rows cannot be 7: it is unlucky. Choose another.") : List.of();
        }

        @Override
        public void run(JobContext context) {
            throw new AssertionError("The job began");
        }
    }
}
