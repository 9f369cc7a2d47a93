package io.recoflow.local.postgres;

import io.recoflow.local.ProjectHome;
import io.recoflow.local.node.NodeServer;
import io.recoflow.local.process.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;

/** PGlite in a process of its own. */
record PgliteServer(NodeServer server, int port) implements AutoCloseable {

    static PgliteServer start() {
        String script = ProjectHome.directory()
                .resolve("shared/local-stack/services/pglite-server.cjs")
                .toString();
        return NodeServer.start("PGlite", server -> {
            int port = FreePort.find();
            List<String> arguments = List.of(server.modules().toString(), Integer.toString(port));
            server.run(script, arguments, Map.of(), () -> listens(port));
            return new PgliteServer(server, port);
        });
    }

    @Override
    public void close() {
        server.close();
    }

    /** It listens when the database is ready. */
    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
