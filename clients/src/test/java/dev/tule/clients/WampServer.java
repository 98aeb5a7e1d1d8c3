package dev.tule.clients;

import dev.tule.http.Certificates;
import dev.tule.wamp.auth.CryptosignKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A server whose {@code tule.yaml} has a principal for each authentication method, named after it:
 * {@code src/test/programs/wamp/tule.yaml}.
 *
 * @param folder where its data, certificates and Unix socket are
 * @param own its certificate
 * @param device that of the principal {@code tls}
 */
record WampServer(Tule tule, Path folder, int securePort, Certificates own, Certificates device)
        implements AutoCloseable {
    static final String TICKET = "a ticket";
    static final String SECRET = "a secret of both sides";
    static final String PASSWORD = "p\u00e4ssword";
    static final CryptosignKey KEY = CryptosignKey.ofHex("42".repeat(32));

    /** What the programs need to authenticate. */
    static final Map<String, String> SECRETS =
            Map.of(
                    "ticket", TICKET,
                    "wampcra", SECRET,
                    "salted", SECRET,
                    "cryptosign", "42".repeat(32),
                    "cryptosignPublic", KEY.publicKey().toString());

    static WampServer start(Path folder) throws Exception {
        Certificates own = Certificates.make(folder, "localhost");
        Certificates device = Certificates.make(folder, "device");
        int securePort = freePort();
        Files.writeString(
                folder.resolve("tule.yaml"),
                Files.readString(Program.source("wamp/tule.yaml"))
                        .replace("9443", Integer.toString(securePort))
                        .replace("%PUBLIC_KEY%", KEY.publicKey().toString()));
        return new WampServer(Tule.start(folder), folder, securePort, own, device);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return tule.webPort();
    }

    URI webSocket() {
        return tule.webSocket();
    }

    URI secureWebSocket() {
        return URI.create("wss://localhost:" + securePort + "/ws");
    }

    Path unixSocket() {
        return folder.resolve("wamp.sock");
    }

    @Override
    public void close() {
        tule.close();
    }
}
