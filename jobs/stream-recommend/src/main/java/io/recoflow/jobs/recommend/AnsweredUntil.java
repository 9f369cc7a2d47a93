package io.recoflow.jobs.recommend;

import io.recoflow.runtime.report.Json;
import io.recoflow.runtime.storage.FileStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * How far a run in real-time mode had answered, as it last noted beside its checkpoints, which tell it at the end of a batch
 * only. A note that cannot be read is none: events are answered again then.
 */
record AnsweredUntil(FileStorage storage, Path file) {

    private static final int FORMAT_VERSION = 1;

    private record Note(int formatVersion, String answeredUntil) {}

    static AnsweredUntil in(String checkpoints, Configuration configuration) throws IOException {
        Path file = new Path(FileStorage.qualified(checkpoints, configuration), "answered.json");
        return new AnsweredUntil(FileStorage.of(file, configuration), file);
    }

    /** Long ago where nothing was noted. */
    Instant read() throws IOException {
        Optional<byte[]> content = storage.read(file);
        if (content.isEmpty()) {
            return Instant.EPOCH;
        }
        try {
            Note note = Json.read(new String(content.get(), StandardCharsets.UTF_8), Note.class);
            return note.formatVersion() == FORMAT_VERSION ? Instant.parse(note.answeredUntil()) : Instant.EPOCH;
        } catch (IllegalArgumentException | DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    void write(Instant time) throws IOException {
        storage.replace(
                file, Json.write(new Note(FORMAT_VERSION, time.toString())).getBytes(StandardCharsets.UTF_8));
    }
}
