package io.recoflow.runtime.version;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.recoflow.runtime.storage.FaultyFileSystem;
import io.recoflow.runtime.storage.FileStorage;
import java.nio.file.Path;
import java.time.Clock;

/** A process that publishes versions until it has made so many, or that begins one and waits to be killed. */
public final class VersionWriterMain {

    private VersionWriterMain() {}

    /** Arguments: the folder, and how many versions, 0 to wait inside the first. */
    public static void main(String[] arguments) throws InterruptedException {
        TestFolder folder = new TestFolder(Path.of(arguments[0]), FaultyFileSystem.DISK);
        FileStorage storage = folder.storage();
        int count = Integer.parseInt(arguments[1]);
        VersionedFolder versions = new VersionedFolder(storage, folder.root(), new TextVersions(), Clock.systemUTC());
        if (count == 0) {
            VersionInProgress version = versions.begin();
            TextVersions.write(version, storage, "half");
            System.out.println(version.folder().getName());
            Thread.currentThread().join();
        }
        for (int i = 0; i < count; i++) {
            try (VersionInProgress version = versions.begin()) {
                TextVersions.write(
                        version, storage, "process " + ProcessHandle.current().pid() + " version " + version.name());
                version.publish(version.folder().getName().getBytes(UTF_8));
                System.out.println(version.folder().getName());
            }
        }
    }
}
