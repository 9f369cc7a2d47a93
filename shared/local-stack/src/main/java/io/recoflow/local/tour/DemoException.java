package io.recoflow.local.tour;

/** The demo cannot go on; the message says why, in one line. */
final class DemoException extends RuntimeException {
    DemoException(String message) {
        super(message);
    }
}
