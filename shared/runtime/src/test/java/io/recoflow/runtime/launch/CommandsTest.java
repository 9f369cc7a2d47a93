package io.recoflow.runtime.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.runtime.option.Option;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandsTest {

    private static final Option<String> BUNDLE =
            Option.text("bundle").description("What is checked.").required();

    private final List<String> done = new ArrayList<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check --bundle b",
                "--command check --bundle b",
                "--bundle b --command=check",
                "--JOB_NAME j --command check --bundle b --job-language scala"
            })
    void aCommandIsChosenByTheFirstWordOrByAnOption(String line) {
        assertThat(launch(line.split(" "))).isZero();

        assertThat(done).containsExactly("checked b");
    }

    @Test
    void withoutACommandTheJobRuns() {
        assertThat(launch("--lake", "l")).isZero();

        assertThat(done).containsExactly("trained on l");
    }

    @Test
    void aCommandHasItsOwnOptionsOnlyAndItsOwnName() {
        assertThat(launch("check", "--lake", "l")).isEqualTo(2);

        assertThat(said.toString(UTF_8))
                .contains("train check: --lake is not an option of train check.", "train check: --bundle is missing");
    }

    @Test
    void anUnknownCommandSuggestsTheNearest() {
        assertThat(launch("chek", "--bundle", "b")).isEqualTo(2);

        assertThat(said.toString(UTF_8).lines())
                .containsExactly("train: chek is not a command of train. Did you mean check?");
    }

    @Test
    void anOptionOfAnEarlierReleaseSaysWhatTookItsPlace() {
        assertThat(launch("--lake", "l", "--check", "secret")).isEqualTo(2);

        assertThat(said.toString(UTF_8).lines())
                .containsExactly(
                        "train: --check is no option any more: something else took its place. Write train check --bundle B");
    }

    @Test
    void theHelpNamesTheCommandsAndEachHasItsOwn() {
        assertThat(launch("--help")).isZero();
        assertThat(said.toString(UTF_8)).contains("train check [options]", "Command:", "train check  Checks.");

        said.reset();
        assertThat(launch("check", "--help")).isZero();
        assertThat(said.toString(UTF_8)).contains("--bundle").doesNotContain("--lake");
    }

    private int launch(String... arguments) {
        PrintStream print = new PrintStream(said, true, UTF_8);
        Option<String> lake = Option.text("lake").description("What is read.").required();
        Job check = new Named("train check", "Checks.", List.of(BUNDLE), Map.of(), Map.of()) {
            @Override
            public void run(JobContext context) {
                done.add("checked " + context.settings().get(BUNDLE));
            }
        };
        Job train =
                new Named(
                        "train",
                        "Trains.",
                        List.of(lake),
                        Map.of("check", check),
                        Map.of("check", "Write train check --bundle B")) {
                    @Override
                    public void run(JobContext context) {
                        done.add("trained on " + context.settings().get(lake));
                    }
                };
        return JobLauncher.launch(train, arguments, Map.of(), print, print);
    }

    private abstract static class Named implements Job {

        private final String name;
        private final String summary;
        private final List<Option<?>> options;
        private final Map<String, Job> commands;
        private final Map<String, String> former;

        Named(
                String name,
                String summary,
                List<Option<?>> options,
                Map<String, Job> commands,
                Map<String, String> former) {
            this.name = name;
            this.summary = summary;
            this.options = options;
            this.commands = commands;
            this.former = former;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String summary() {
            return summary;
        }

        @Override
        public List<Option<?>> options() {
            return options;
        }

        @Override
        public List<String> examples() {
            return List.of();
        }

        @Override
        public Map<String, Job> commands() {
            return commands;
        }

        @Override
        public Map<String, String> formerOptions() {
            return former;
        }
    }
}
