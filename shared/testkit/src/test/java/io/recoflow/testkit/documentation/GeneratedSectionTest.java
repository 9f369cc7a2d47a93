package io.recoflow.testkit.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class GeneratedSectionTest {

    @Test
    void aGeneratedSectionIsReadAndReplaced() {
        String document = "before\n<!-- options:begin -->\n\nold\n\n<!-- options:end -->\nafter\n";

        String replaced = GeneratedSection.replace(document, "options", "\nnew $1\n");

        assertThat(GeneratedSection.in(document, "options")).isEqualTo("old");
        assertThat(replaced).isEqualTo("before\n<!-- options:begin -->\n\nnew $1\n\n<!-- options:end -->\nafter\n");
        assertThat(GeneratedSection.replace(replaced, "options", "new $1")).isEqualTo(replaced);
    }

    @Test
    void aSectionNeedsEachMarkerOnceInOrder() {
        assertThatThrownBy(() -> GeneratedSection.in("<!-- a:begin -->", "a"))
                .hasMessage("The document must have <!-- a:end --> exactly once");
        assertThatThrownBy(() -> GeneratedSection.in("<!-- a:begin --><!-- a:begin --><!-- a:end -->", "a"))
                .hasMessage("The document must have <!-- a:begin --> exactly once");
        assertThatThrownBy(() -> GeneratedSection.replace("<!-- a:end --><!-- a:begin -->", "a", ""))
                .hasMessage("The document has <!-- a:end --> before the section begins");
    }
}
