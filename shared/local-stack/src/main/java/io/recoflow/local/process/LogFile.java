package io.recoflow.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a program wrote, for a message that says why it failed. */
public final class LogFile {
    private static final int LINES_SHOWN = 15;

    private LogFile() {}

    /** The last lines of a file, or a remark in brackets when it cannot be read. */
    public static String end(Path log) {
        try {
            // A program may write anything; what is not UTF-8 must not hide the rest.
            String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
            List<String> lines = text.stripTrailing().lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            return "(" + log + " cannot be read)";
        }
    }
}
