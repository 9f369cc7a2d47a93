package io.recoflow.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** TCP ports of 127.0.0.1 that nobody listens on. */
public final class FreePort {
    private FreePort() {}

    /**
     * A port that was free a moment ago. Another process may take it before the caller does, so a server that cannot
     * bind it should be started again with another one.
     */
    public static int find() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No free port on 127.0.0.1", e);
        }
    }
}
