package io.recoflow.runtime.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;

/** A text in UTF-8 that a person names: by a local path, or by a URI of any Hadoop file system. */
public final class TextFile {

    /** One letter before a colon is a drive. */
    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private TextFile() {}

    /** Whether a text has the form of a URI, and not of a local path. */
    public static boolean isUri(String file) {
        return URI.matcher(file).matches();
    }

    /**
     * The text without a byte-order mark, which some editors write in front and no reader expects.
     *
     * @throws IOException whose message completes "it cannot be read: …"
     */
    public static String read(String file) throws IOException {
        String text = decoded(isUri(file) ? remote(file) : local(Path.of(file)));
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
    }

    private static byte[] local(Path path) throws IOException {
        try {
            return Files.readAllBytes(path);
        } catch (IOException failure) {
            if (Files.notExists(path)) {
                throw missing(failure);
            }
            if (Files.isDirectory(path)) {
                throw directory(failure);
            }
            throw new IOException("the file system says " + failure.getClass().getSimpleName(), failure);
        }
    }

    private static byte[] remote(String uri) throws IOException {
        Configuration configuration = HadoopConfiguration.present();
        org.apache.hadoop.fs.Path path = FileStorage.qualified(uri, configuration);
        FileStorage storage = FileStorage.of(path, configuration);
        if (storage.status(path).filter(FileStatus::isDirectory).isPresent()) {
            throw directory(null);
        }
        return storage.read(path).orElseThrow(() -> missing(null));
    }

    private static String decoded(byte[] content) throws IOException {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException other) {
            throw new IOException("it is not UTF-8", other);
        }
    }

    private static IOException missing(@Nullable IOException cause) {
        return new IOException("it does not exist", cause);
    }

    private static IOException directory(@Nullable IOException cause) {
        return new IOException("it is a directory", cause);
    }
}
