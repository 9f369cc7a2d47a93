package io.recoflow.runtime.version;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.recoflow.runtime.storage.FaultyFileSystem;
import io.recoflow.runtime.storage.FileStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** A local folder, seen through a {@link FaultyFileSystem}, and a clock that is set by hand. */
public final class TestFolder extends Clock {

    private final Path folder;
    private final String scheme;

    /** One, because reading the defaults takes longer than publishing. */
    private final Configuration configuration = FaultyFileSystem.configuration();

    private volatile Instant now = Instant.parse("2026-11-20T08:00:00Z");

    public TestFolder(Path folder, String scheme) {
        this.folder = folder;
        this.scheme = scheme;
    }

    /** Its name on the faulty file system. */
    public org.apache.hadoop.fs.Path root() {
        return FaultyFileSystem.path(scheme, folder);
    }

    public FileStorage storage() {
        try {
            return FileStorage.of(root(), configuration);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public void advance(Duration time) {
        now = now.plus(time);
    }

    /** Writes any file, as old as the clock says. */
    public void write(String file, String content) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.write(path, content.getBytes(UTF_8));
            Files.setLastModifiedTime(path, FileTime.from(now));
            Files.setLastModifiedTime(path.getParent(), FileTime.from(now));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Deletes a file, or a folder with all that is in it. */
    public void delete(String name) {
        try (Stream<Path> files = Files.walk(folder.resolve(name))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The names in a folder, sorted. */
    public List<String> names(String subfolder) {
        try (Stream<Path> files = Files.list(folder.resolve(subfolder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public String read(String file) {
        try {
            return Files.readString(folder.resolve(file), UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
