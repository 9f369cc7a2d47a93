package io.recoflow.model.bundle;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A file's content, whose end is reached only where all of it was what the manifest says. */
final class VerifiedInputStream extends FilterInputStream {

    private static final int SKIP_BYTES = 64 * 1024;

    private final String file;
    private final FileDigest expected;
    private final MessageDigest digest = Digests.sha256();
    private long bytes;

    VerifiedInputStream(String file, FileDigest expected, InputStream content) {
        super(content);
        this.file = file;
        this.expected = expected;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count > 0) {
            digest.update(buffer, offset, count);
            bytes += count;
        } else if (count < 0) {
            verify();
        }
        return count;
    }

    /** Reads what is skipped, since it counts. */
    @Override
    public long skip(long count) throws IOException {
        int read = read(new byte[(int) Math.min(SKIP_BYTES, count)]);
        return Math.max(0, read);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void verify() throws IOException {
        if (bytes != expected.bytes()) {
            throw new DamagedFileException(
                    file + " has " + bytes + " bytes, and the manifest says " + expected.bytes());
        }
        // A copy, because the end may be asked for again.
        String actual = HexFormat.of().formatHex(Digests.copy(digest).digest());
        if (!actual.equals(expected.sha256())) {
            throw new DamagedFileException(
                    file + " has the SHA-256 checksum " + actual + ", and the manifest says " + expected.sha256());
        }
    }
}
