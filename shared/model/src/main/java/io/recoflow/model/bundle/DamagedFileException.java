package io.recoflow.model.bundle;

import java.io.IOException;

/** A file's content is not what the manifest says. */
final class DamagedFileException extends IOException {

    DamagedFileException(String message) {
        super(message);
    }
}
