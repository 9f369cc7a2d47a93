package io.recoflow.testkit.documentation;

import java.util.ArrayList;
import java.util.List;

/** The commands of a page in Markdown: what stands in its blocks of {@code bash}, in order. */
final class ShellBlocks {

    private static final String FENCE = "```";

    private ShellBlocks() {}

    /**
     * The blocks' text, without the fences and without a list item's indentation.
     *
     * @throws IllegalArgumentException where a block has no end
     */
    static List<String> in(String page) {
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
                if (fence.equals(FENCE + "bash")) {
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
