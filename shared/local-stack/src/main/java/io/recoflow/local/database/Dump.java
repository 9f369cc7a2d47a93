package io.recoflow.local.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A file of SQL statements. */
record Dump(Path file) {
    /** A dump creates its database before it writes to it, so at its beginning. */
    private static final int HEAD_BYTES = 64 * 1024;

    Dump {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("Cannot load " + file + ": there is no such file, or it cannot be read");
        }
    }

    /** Whether the file itself creates the database, perhaps with a character set of its own. */
    boolean creates(String database) {
        // What mysqldump writes: CREATE DATABASE /*!32312 IF NOT EXISTS*/ `name` /*!40100 DEFAULT CHARACTER SET ...
        Pattern create = Pattern.compile(
                "\\bCREATE\\s+(DATABASE|SCHEMA)\\s+(/\\*!\\d*\\s*)?(IF\\s+NOT\\s+EXISTS\\s*)?(\\*/\\s*)?`?"
                        + Pattern.quote(database) + "`?[\\s;/]",
                Pattern.CASE_INSENSITIVE);
        try (InputStream in = Files.newInputStream(file)) {
            return create.matcher(new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8))
                    .find();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot load " + file, e);
        }
    }
}
