package io.recoflow.emr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One run of {@code submit}, with a stand-in for the AWS CLI.
 *
 * @param status the exit code
 * @param out standard output
 * @param err standard error
 * @param calls command lines of {@code aws}, their arguments parted by line ends
 */
record SubmitRun(int status, String out, String err, List<String> calls) {

    private static final long LIMIT_SECONDS = 30;

    /** Prints the file that is named like the operation, and the parameter, and fails where there is none. */
    private static final String AWS = """
            #!/usr/bin/env bash
            printf '%s\\n' "$@" >"$RECORDS/$(printf '%03d' "$(ls "$RECORDS" | wc -l)").call"
            if [ "$1" = ssm ]; then answer=$ANSWERS/$2-${4##*/}; else answer=$ANSWERS/$2; fi
            if [ ! -e "$answer" ]; then
                echo "aws: refused" >&2
                exit 254
            fi
            cat "$answer"
            """;

    SubmitRun {
        calls = List.copyOf(calls);
    }

    /**
     * Runs it.
     *
     * @param folder an empty one
     * @param answers what the stand-in prints, by the operation, and the parameter's last word behind a hyphen
     */
    static SubmitRun of(Path folder, Map<String, String> answers, String... arguments) throws IOException {
        Path programs = Files.createDirectories(folder.resolve("bin"));
        Path records = Files.createDirectories(folder.resolve("records"));
        Path printed = Files.createDirectories(folder.resolve("answers"));
        if (!Files.writeString(programs.resolve("aws"), AWS).toFile().setExecutable(true)) {
            throw new IOException(programs + " takes no programs");
        }
        for (Map.Entry<String, String> answer : answers.entrySet()) {
            Files.writeString(printed.resolve(answer.getKey()), answer.getValue());
        }
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        List<String> command =
                new ArrayList<>(List.of(EmrStacks.HOME.resolve("emr/submit").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("PATH", programs + ":" + System.getenv("PATH"));
        builder.environment().put("RECORDS", records.toString());
        builder.environment().put("ANSWERS", printed.toString());
        int status = ended(builder.start());
        return new SubmitRun(status, Files.readString(out), Files.readString(err), contents(records));
    }

    private static int ended(Process process) throws IOException {
        try {
            if (process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            throw new IOException("submit did not end within " + LIMIT_SECONDS + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> contents(Path records) throws IOException {
        List<String> contents = new ArrayList<>();
        try (Stream<Path> files = Files.list(records)) {
            for (Path file : files.sorted().toList()) {
                contents.add(Files.readString(file).strip());
            }
        }
        return contents;
    }
}
