package io.recoflow.testkit.documentation;

import java.util.ArrayList;
import java.util.List;

/** What stands in a page's blocks of a language, in order. */
final class Snippets {

    private static final String FENCE = "```";

    private Snippets() {}

    /**
     * The blocks' text, without the fences and without a list item's indentation.
     *
     * @throws IllegalArgumentException where a block has no end
     */
    static List<String> in(String page, String language) {
        List<String> blocks = new ArrayList<>();
        List<String> block = new ArrayList<>();
        String fence = "";
        int indentation = 0;
        for (String line : page.lines().toList()) {
            String text = line.strip();
            if (fence.isEmpty() && text.startsWith(FENCE)) {
                fence = text;
                indentation = line.indexOf(FENCE);
            } else if (text.equals(FENCE)) {
                if (fence.equals(FENCE + language)) {
                    blocks.add(String.join("\n", block));
                }
                block.clear();
                fence = "";
            } else if (!fence.isEmpty()) {
                block.add(withoutIndentation(line, indentation));
            }
        }
        if (!fence.isEmpty()) {
            throw new IllegalArgumentException("The block that begins with " + fence + " has no end. Close it.");
        }
        return blocks;
    }

    private static String withoutIndentation(String line, int indentation) {
        return line.length() >= indentation && line.substring(0, indentation).isBlank()
                ? line.substring(indentation)
                : line.stripLeading();
    }
}
