package dev.tule.elb.plane;

import dev.tule.http.KeyRing;
import dev.tule.http.TlsIdentity;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A listener of connections: TCP, and TLS that ends here. Each connection has two virtual threads,
 * one for each way, so that who reads slowly slows down who writes.
 */
final class TcpDoor extends Door {
    private static final System.Logger LOG = System.getLogger(TcpDoor.class.getName());
    private static final int BACKLOG = 1_024;
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final FlowTally tally;
    private volatile Carrier carrier;

    TcpDoor(
            ListenerPlan.Face face,
            Function<String, Optional<TlsIdentity>> certificates,
            FlowTally tally,
            Carrier carrier) {
        super(face, certificates);
        this.tally = tally;
        this.carrier = carrier;
    }

    void carryBy(Carrier changed) {
        carrier = changed;
    }

    FlowTally tally() {
        return tally;
    }

    @Override
    Opened listen(int port, @Nullable KeyRing keys) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(
                    new InetSocketAddress(InetAddress.ofLiteral(face().address()), port), BACKLOG);
            return new Gate(socket, keys == null ? null : keys.context());
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** The socket, and the connections that came by it. */
    private final class Gate implements Opened {
        private final ServerSocket socket;
        private final @Nullable SSLContext tls;
        private final Flows flows;

        Gate(ServerSocket socket, @Nullable SSLContext tls) {
            this.socket = socket;
            this.tls = tls;
            String name = "elb-" + face().address() + ":" + socket.getLocalPort();
            this.flows = new Flows(name, () -> carrier.idleTimeout(), tally::active);
            Thread.ofVirtual().name(name).start(this::accept);
        }

        @Override
        public int port() {
            return socket.getLocalPort();
        }

        private void accept() {
            while (!socket.isClosed()) {
                try {
                    take(socket.accept());
                } catch (IOException e) {
                    if (!socket.isClosed()) {
                        LOG.log(Level.WARNING, "A connection could not be taken", e);
                        LockSupport.parkNanos(LOOK.toNanos());
                    }
                }
            }
        }

        private void take(Socket client) {
            Flow flow = new Flow(client, tally::bytes);
            if (!flows.begin(flow)) {
                return;
            }
            Thread.ofVirtual()
                    .name("elb-flow")
                    .start(
                            () -> {
                                try {
                                    carry(flow, client);
                                } finally {
                                    flows.end(flow);
                                }
                            });
        }

        private void carry(Flow flow, Socket client) {
            try {
                client.setTcpNoDelay(true);
                if (tls == null) {
                    carrier.carry(flow, client);
                    return;
                }
                client.setSoTimeout(Math.toIntExact(HANDSHAKE.toMillis()));
                SSLSocket secure =
                        (SSLSocket) tls.getSocketFactory().createSocket(client, null, true);
                secure.setEnabledProtocols(face().tls().toArray(String[]::new));
                secure.startHandshake();
                client.setSoTimeout(0);
                carrier.carry(flow, secure);
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "a connection ended early", e);
            }
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "a socket did not close cleanly", e);
            }
            flows.close();
        }
    }
}
