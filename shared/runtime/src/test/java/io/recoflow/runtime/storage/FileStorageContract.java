package io.recoflow.runtime.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

/** What files do on every file system. The test of one says where they are. */
public abstract class FileStorageContract {

    private final Path root;
    private final FileStorage storage;

    /**
     * @param root an empty folder, each test's own
     * @param configuration by which Hadoop reaches it
     */
    protected FileStorageContract(Path root, Configuration configuration) throws IOException {
        this.root = root;
        this.storage = FileStorage.of(root, configuration);
    }

    @Test
    void onlyWhatWasWrittenIsThere() throws IOException {
        storage.write(file("a/b/data"), bytes("1"));
        storage.createNew(file("a/new"), bytes("2"));
        storage.replace(file("a/pointer"), bytes("3"));
        storage.replace(file("a/pointer"), bytes("4"));

        assertThat(storage.filesBelow(file("a")))
                .extracting(StoredFile::path)
                .containsExactlyInAnyOrder("b/data", "new", "pointer");
        assertThat(storage.children(file("a")))
                .extracting(status -> status.getPath().getName())
                .containsExactlyInAnyOrder("b", "new", "pointer");
        assertThat(storage.read(file("a/pointer"))).hasValue(bytes("4"));
        assertThat(storage.status(file("a/pointer")).orElseThrow().getLen()).isEqualTo(1);
    }

    @Test
    void whatIsAbsentReadsAsEmpty() throws IOException {
        assertThat(storage.read(file("absent"))).isEmpty();
        assertThat(storage.open(file("absent"))).isEmpty();
        assertThat(storage.status(file("absent"))).isEmpty();
        assertThat(storage.children(file("absent"))).isEmpty();
        assertThat(storage.filesBelow(file("absent"))).isEmpty();
        storage.delete(file("absent"));
    }

    @Test
    void aFileThatIsThereIsNotCreatedAgain() throws IOException {
        assertThat(storage.createNew(file("lease"), bytes("first"))).isTrue();
        assertThat(storage.createNew(file("lease"), bytes("second"))).isFalse();

        assertThat(storage.read(file("lease"))).hasValue(bytes("first"));
    }

    @Test
    void aDeletedFolderIsGoneWithAllThatIsInIt() throws IOException {
        storage.write(file("old/a/data"), bytes("1"));
        storage.write(file("old/lease"), bytes("2"));
        storage.write(file("other"), bytes("3"));

        storage.deleteFolder(file("old"), "lease");

        assertThat(storage.exists(file("old"))).isFalse();
        assertThat(storage.filesBelow(root)).extracting(StoredFile::path).containsExactly("other");
    }

    @Test
    void contentOfAnySizeIsWrittenAndReadAsAStream() throws IOException {
        int size = 3_000_000;

        storage.write(file("a/large"), stream -> writeNumbers(stream, size));

        try (InputStream content = storage.open(file("a/large")).orElseThrow()) {
            byte[] all = content.readAllBytes();
            assertThat(all.length).isBetween(size, size + 251);
            for (int i = 0; i < all.length; i++) {
                if ((all[i] & 0xff) != i % 251) {
                    throw new AssertionError("Another byte at " + i);
                }
            }
        }
        assertThat(storage.filesBelow(file("a"))).hasSize(1);
    }

    @Test
    void contentThatFailsLeavesNoFile() throws IOException {
        IOException lost = new IOException("lost");

        assertThatThrownBy(() -> storage.write(file("data"), stream -> {
                    writeNumbers(stream, 100_000);
                    throw lost;
                }))
                .isSameAs(lost);

        assertThat(storage.filesBelow(root)).isEmpty();
    }

    static void writeNumbers(OutputStream stream, int size) throws IOException {
        byte[] block = new byte[251];
        for (int i = 0; i < block.length; i++) {
            block[i] = (byte) i;
        }
        for (int written = 0; written < size; written += block.length) {
            stream.write(block);
        }
    }

    private Path file(String name) {
        return new Path(root, name);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
