package io.recoflow.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** The beginning of PostgreSQL's protocol, over TLS: asks for a password in clear text, keeps it, and hangs up. */
final class PasswordTakingServer implements AutoCloseable {

    private static final int AUTHENTICATION_CLEARTEXT = 3;

    private final ServerSocket socket;
    private final SSLContext tls;
    private final List<String> passwords = new CopyOnWriteArrayList<>();

    private PasswordTakingServer(ServerSocket socket, SSLContext tls) {
        this.socket = socket;
        this.tls = tls;
    }

    /** @param identity a key store with the key of the server's certificate */
    static PasswordTakingServer start(Path identity, char[] storePassword)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (var stream = Files.newInputStream(identity)) {
            store.load(stream, storePassword);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, storePassword);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        PasswordTakingServer server =
                new PasswordTakingServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), context);
        Thread thread = new Thread(server::serve, "password-taking");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Those that came, in order. */
    List<String> passwords() {
        return passwords;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                client.getInputStream().readNBytes(8);
                client.getOutputStream().write('S');
                SSLSocket encrypted = (SSLSocket) tls.getSocketFactory().createSocket(client, null, false);
                encrypted.setUseClientMode(false);
                DataInputStream in = new DataInputStream(encrypted.getInputStream());
                DataOutputStream out = new DataOutputStream(encrypted.getOutputStream());
                in.readNBytes(in.readInt() - 4);
                out.writeByte('R');
                out.writeInt(8);
                out.writeInt(AUTHENTICATION_CLEARTEXT);
                out.flush();
                in.readByte();
                byte[] password = in.readNBytes(in.readInt() - 4);
                passwords.add(new String(password, 0, password.length - 1, UTF_8));
            } catch (IOException ended) {
                // The client went, or the test is over.
                continue;
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
