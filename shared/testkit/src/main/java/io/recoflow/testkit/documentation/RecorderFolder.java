package io.recoflow.testkit.documentation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.recoflow.testkit.documentation.CommandRecorder.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder of stand-ins for commands:
 *
 * <pre>
 * bin/aws                    writes its name, the number of its arguments and these to calls, and prints an answer
 * answers/000.pattern, …     what a command line must match, the most particular first
 * answers/000.answer, …      what is then printed
 * calls                      everything that was called, each part ended by a NUL
 * </pre>
 */
final class RecorderFolder {

    /** Bash matches an unquoted text on the right of == as a pattern of file names. */
    private static final String RECORDER = """
            #!/usr/bin/env bash
            folder="${0%/*/*}"
            printf '%s\\0' "${0##*/}" "$#" "$@" >> "$folder/calls"
            line="${0##*/} $*"
            for pattern in "$folder"/answers/*.pattern; do
                if [[ -e "$pattern" && "$line" == $(<"$pattern") ]]; then
                    cat "${pattern%.pattern}.answer"
                    exit 0
                fi
            done
            """;

    private final Path folder;

    private RecorderFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes the stand-ins.
     *
     * @param answers by pattern
     */
    static RecorderFolder create(Set<String> commands, Map<String, String> answers) throws IOException {
        RecorderFolder recorders = new RecorderFolder(Files.createTempDirectory("recoflow-commands"));
        Files.createDirectory(recorders.programs());
        Files.createFile(recorders.calls());
        for (String command : commands) {
            Path program = Files.writeString(recorders.programs().resolve(command), RECORDER);
            if (!program.toFile().setExecutable(true)) {
                throw new IOException(program + " cannot be made executable");
            }
        }
        recorders.write(answers);
        return recorders;
    }

    /** What must be first in the path. */
    Path programs() {
        return folder.resolve("bin");
    }

    /** What a page's commands print. */
    Path output() {
        return folder.resolve("output");
    }

    /** All calls so far, in order. */
    List<Call> recorded() throws IOException {
        List<Call> calls = new ArrayList<>();
        List<String> parts = List.of(Files.readString(calls(), UTF_8).split("\0", -1));
        int next = 0;
        // Behind the last NUL there is an empty rest.
        while (next < parts.size() - 1) {
            int first = next + 2;
            int end = first + Integer.parseInt(parts.get(next + 1));
            calls.add(new Call(parts.get(next), parts.subList(first, end)));
            next = end;
        }
        return calls;
    }

    void delete() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Path calls() {
        return folder.resolve("calls");
    }

    private void write(Map<String, String> answers) throws IOException {
        Path place = Files.createDirectory(folder.resolve("answers"));
        List<String> patterns = answers.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
        for (int i = 0; i < patterns.size(); i++) {
            String number = String.format(Locale.ROOT, "%03d", i);
            Files.writeString(place.resolve(number + ".pattern"), patterns.get(i));
            Files.writeString(place.resolve(number + ".answer"), answers.getOrDefault(patterns.get(i), ""));
        }
    }
}
