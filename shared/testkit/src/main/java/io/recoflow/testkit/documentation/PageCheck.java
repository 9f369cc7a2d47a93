package io.recoflow.testkit.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoflow.testkit.documentation.CommandRecorder.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A page of the project in Markdown, held against what it speaks of. Where the system property {@value #UPDATE} is
 * true, what is generated is written instead.
 */
public final class PageCheck {

    private static final String UPDATE = "documentation.update";
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern PROGRAM = Pattern.compile("shared/local-stack/bin/[a-z-]+");

    private final Path home;
    private final Path file;

    private PageCheck(Path home, Path file) {
        this.home = home;
        this.file = file;
    }

    /** @param page its path from the project's root directory, which the system property {@code recoflow.home} names */
    public static PageCheck of(String page) {
        Path home = Path.of(System.getProperty("recoflow.home"));
        return new PageCheck(home, home.resolve(page));
    }

    public String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the page " + file, e);
        }
    }

    /** The generated section of this name has this content. */
    public void hasSection(String name, String content) {
        if (Boolean.getBoolean(UPDATE)) {
            write(GeneratedSection.replace(text(), name, content));
        }
        assertThat(GeneratedSection.in(text(), name))
                .as(
                        "run mvn -pl %s -am test -D%s=true",
                        home.relativize(Path.of("").toAbsolutePath()), UPDATE)
                .isEqualTo(content.strip());
    }

    /** Every file that it links to is there, and every program of the local stack that it names can be run. */
    public void leadsToWhatIsThere() {
        assertThat(LINK.matcher(text()).results().map(link -> link.group(1)))
                .as("links of %s", file)
                .allSatisfy(link ->
                        assertThat(file.resolveSibling(link).normalize()).exists());
        assertThat(PROGRAM.matcher(text()).results().map(MatchResult::group))
                .as("programs in %s", file)
                .allSatisfy(program -> assertThat(home.resolve(program)).isExecutable());
    }

    /** The text of its blocks in a language, in their order. */
    public List<String> snippets(String language) {
        return Snippets.in(text(), language);
    }

    /** What its commands call, see {@link CommandRecorder#run}; only what stands on the page is set for them. */
    public List<Call> commands(Path workingDirectory, Map<String, String> cannedAnswers) {
        return CommandRecorder.run(file, workingDirectory, Map.of(), cannedAnswers);
    }

    private void write(String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the page " + file, e);
        }
    }
}
