package io.recoflow.lake.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.recoflow.lake.parquet.WrittenFile;
import io.recoflow.runtime.storage.FaultyFileSystem;
import io.recoflow.runtime.storage.FileStorage;
import io.recoflow.runtime.version.Lease;
import io.recoflow.runtime.version.VersionName;
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
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A dataset of text files in a local folder, and a clock that is set by hand. */
final class TestDataset extends Clock {

    static final StructType SCHEMA = new StructType().add("value", DataTypes.StringType);

    private final Path folder;
    private final String scheme;

    /** One, because reading the defaults takes longer than publishing. */
    private final Configuration configuration = FaultyFileSystem.configuration();

    private volatile Instant now = Instant.parse("2026-11-20T08:00:00Z");

    TestDataset(Path folder) {
        this(folder, FaultyFileSystem.DISK);
    }

    TestDataset(Path folder, String scheme) {
        this.folder = folder;
        this.scheme = scheme;
    }

    SnapshotDataset dataset() {
        return dataset(this);
    }

    SnapshotDataset dataset(Clock clock) {
        org.apache.hadoop.fs.Path root = FaultyFileSystem.path(scheme, folder);
        try {
            return new SnapshotDataset(FileStorage.of(root, configuration), root, clock);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void advance(Duration time) {
        now = now.plus(time);
    }

    /** Writes and publishes a snapshot of one row. */
    VersionName publish() {
        try (SnapshotInProgress snapshot = dataset().begin()) {
            snapshot.publish(List.of(write(snapshot.name(), "part-0", "x")), List.of(), SCHEMA);
            return snapshot.name();
        }
    }

    /** Writes a data file of a snapshot. */
    WrittenFile write(VersionName name, String file, String content) {
        write(name.folder() + "/" + file, content);
        return new WrittenFile(file, 1, content.length());
    }

    /** Writes any file, as old as the clock says. */
    void write(String file, String content) {
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

    void write(VersionName name, Lease lease) {
        write(name.folder() + "/" + SnapshotDataset.LEASE, new String(SnapshotDataset.json(lease), UTF_8));
    }

    /** The names in a folder, sorted. */
    List<String> names(String subfolder) {
        try (Stream<Path> files = Files.list(folder.resolve(subfolder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String read(String file) {
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
