package io.recoflow.testkit.documentation;

/**
 * A part of a Markdown document that is generated: what stands between {@code <!-- name:begin -->} and {@code <!--
 * name:end -->}.
 */
public final class GeneratedSection {

    private GeneratedSection() {}

    /**
     * The section's content without the blank lines around it.
     *
     * @throws IllegalArgumentException unless the document has each marker once, in order
     */
    public static String in(String document, String name) {
        return document.substring(start(document, name), end(document, name)).strip();
    }

    /**
     * The document with the section's content replaced, and the markers kept.
     *
     * @throws IllegalArgumentException unless the document has each marker once, in order
     */
    public static String replace(String document, String name, String content) {
        return document.substring(0, start(document, name))
                + "\n\n"
                + content.strip()
                + "\n\n"
                + document.substring(end(document, name));
    }

    private static int start(String document, String name) {
        String marker = "<!-- " + name + ":begin -->";
        return onlyIndexOf(document, marker) + marker.length();
    }

    private static int end(String document, String name) {
        String marker = "<!-- " + name + ":end -->";
        int end = onlyIndexOf(document, marker);
        if (end < start(document, name)) {
            throw new IllegalArgumentException("The document has " + marker + " before the section begins");
        }
        return end;
    }

    private static int onlyIndexOf(String document, String marker) {
        int index = document.indexOf(marker);
        if (index < 0 || index != document.lastIndexOf(marker)) {
            throw new IllegalArgumentException("The document must have " + marker + " exactly once");
        }
        return index;
    }
}
