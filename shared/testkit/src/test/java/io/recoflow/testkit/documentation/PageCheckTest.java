package io.recoflow.testkit.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PageCheckTest {

    private static final String UPDATE = "documentation.update";
    private static final String TABLE = "before\n<!-- table:begin -->\n\n| old |\n\n<!-- table:end -->\nafter\n";

    private final Path folder;
    private final String update = System.getProperty(UPDATE, "false");

    PageCheckTest(@TempDir Path folder) {
        this.folder = folder;
        System.setProperty(UPDATE, "false");
    }

    @AfterEach
    void restore() {
        System.setProperty(UPDATE, update);
    }

    @Test
    void aSectionThatTheCodeMakesOtherwiseFailsWithWhatWritesIt() throws IOException {
        PageCheck page = page(TABLE);

        page.hasSection("table", "| old |\n");
        assertThatThrownBy(() -> page.hasSection("table", "| new |\n"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("| new |")
                .hasMessageContaining("-Ddocumentation.update=true");
        assertThat(page.text()).isEqualTo(TABLE);
    }

    @Test
    void whereItIsAskedForASectionIsWritten() throws IOException {
        PageCheck page = page(TABLE);
        System.setProperty(UPDATE, "true");

        page.hasSection("table", "| new |\n");

        assertThat(page.text()).isEqualTo(TABLE.replace("old", "new"));
    }

    @Test
    void aLinkToAFileThatIsNotThereFails() throws IOException {
        Files.writeString(folder.resolve("other.md"), "");

        page("[other](other.md#part), [the web](https://example.com/a), [here](#part)")
                .leadsToWhatIsThere();
        PageCheck page = page("[gone](gone.md)");
        assertThatThrownBy(page::leadsToWhatIsThere)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("gone.md");
    }

    @Test
    void aProgramThatIsNotThereFails() throws IOException {
        PageCheck page = page("Run `shared/local-stack/bin/no-such-program`.");

        assertThatThrownBy(page::leadsToWhatIsThere)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no-such-program");
    }

    @Test
    void snippetsAreOfTheLanguageThatIsAskedForAndInTheirOrder() throws IOException {
        PageCheck page = page("```java\na();\n```\n```python\nb()\n```\n- item\n  ```java\n  c();\n  ```\n");

        assertThat(page.snippets("java")).containsExactly("a();", "c();");
        assertThat(page.snippets("python")).containsExactly("b()");
    }

    @Test
    void commandsAreRecorded() throws IOException {
        PageCheck page = page("```bash\naws s3 ls\n```\n");

        assertThat(page.commands(folder, Map.of())).singleElement().asString().isEqualTo("aws s3 ls");
    }

    /** A page at an absolute path, which so is itself from any root directory. */
    private PageCheck page(String text) throws IOException {
        return PageCheck.of(Files.writeString(folder.resolve("page.md"), text).toString());
    }
}
