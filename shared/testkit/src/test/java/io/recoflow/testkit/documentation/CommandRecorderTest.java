package io.recoflow.testkit.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoflow.testkit.documentation.CommandRecorder.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandRecorderTest {

    private final Path folder;

    CommandRecorderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void callsAreRecordedInOrderWithTheirArgumentsAsTheyArrive() throws IOException {
        assertThat(run(Map.of(), "aws s3 ls", "aws a 'two words' '' \"line\nbreak\" '*' '$HOME'"))
                .containsExactly(
                        new Call("aws", List.of("s3", "ls")),
                        new Call("aws", List.of("a", "two words", "", "line\nbreak", "*", "$HOME")));
    }

    @Test
    void aVariableGoesFromBlockToBlockAndCarriesAnAnswer() throws IOException {
        assertThat(run(Map.of("aws sts *", "123\n"), "account=$(aws sts get-caller-identity)", "aws use \"$account\""))
                .last()
                .isEqualTo(new Call("aws", List.of("use", "123")));
    }

    @Test
    void theMostParticularAnswerCounts() throws IOException {
        Map<String, String> answers = Map.of("aws get *", "any", "aws get *b*", "b", "aws *", "");

        assertThat(run(answers, "aws use $(aws get a) $(aws get b) $(aws other)"))
                .last()
                .isEqualTo(new Call("aws", List.of("use", "any", "b")));
    }

    @Test
    void whatAnAnswerNamesIsRecordedToo() throws IOException {
        assertThat(run(Map.of("mvn *", ""), "mvn -q package"))
                .containsExactly(new Call("mvn", List.of("-q", "package")));
    }

    @Test
    void blocksOfOtherLanguagesAreNotRun() throws IOException {
        Path page = Files.writeString(
                folder.resolve("page.md"),
                "```json\naws no\n```\n- item:\n\n  ```bash\n  aws yes\n  ```\n\n```sql\naws no\n```\n");

        assertThat(CommandRecorder.run(page, folder, Map.of(), Map.of()))
                .containsExactly(new Call("aws", List.of("yes")));
    }

    @Test
    void theEnvironmentIsTheOneThatIsGiven() throws IOException {
        Path page = page("aws \"$STAGE\"");

        assertThat(CommandRecorder.run(page, folder, Map.of("STAGE", "trial"), Map.of()))
                .containsExactly(new Call("aws", List.of("trial")));
        assertThatThrownBy(() -> CommandRecorder.run(page, folder, Map.of(), Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("STAGE");
    }

    @Test
    void theFirstCommandThatFailsEndsTheRunAndIsShown() {
        assertThatThrownBy(() -> run(Map.of(), "aws first", "ls not-there; aws never"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ended with 2, after [aws first]")
                .hasMessageContaining("not-there");
    }

    @Test
    void aCommandThatIsNotThereEndsTheRun() {
        assertThatThrownBy(() -> run(Map.of(), "no-such-command"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ended with 127");
    }

    @Test
    void aBlockWithoutAnEndIsRefused() {
        assertThatThrownBy(() -> Snippets.in("```bash\naws a\n", "bash"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The block that begins with ```bash has no end. Close it.");
    }

    @Test
    void anOptionHasTheValueBehindIt() {
        Call call = new Call("aws", List.of("a", "--name", "b", "--last"));

        assertThat(call.option("--name")).isEqualTo("b");
        assertThatThrownBy(() -> call.option("--last")).hasMessageContaining("has no value for --last");
    }

    private List<Call> run(Map<String, String> answers, String... blocks) throws IOException {
        return CommandRecorder.run(page(blocks), folder, Map.of(), answers);
    }

    private Path page(String... blocks) throws IOException {
        return Files.writeString(
                folder.resolve("page.md"),
                "# Page\n\n```bash\n" + String.join("\n```\n\nThen:\n\n```bash\n", blocks) + "\n```\n");
    }
}
