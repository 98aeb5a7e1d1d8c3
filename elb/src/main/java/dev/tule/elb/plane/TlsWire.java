package dev.tule.elb.plane;

import dev.tule.http.origin.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS to targets, over whatever carries bytes. Who a target says it is isn't looked at, as AWS's
 * load balancers don't (User Guide, "Target groups", on the HTTPS protocol).
 */
final class TlsWire {
    private static final SSLContext CONTEXT = context();
    private static final int ANY_PORT = 443;

    private TlsWire() {}

    private static SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trusting()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    /**
     * Shakes hands over a wire, which is this one's from now on.
     *
     * @throws SocketTimeoutException when it takes longer than that
     */
    static Wire over(Wire wire, Duration timeout) throws IOException {
        Guard guard = new Guard(wire, timeout);
        try (guard) {
            SSLSocket socket =
                    (SSLSocket)
                            CONTEXT.getSocketFactory()
                                    .createSocket(new WireSocket(wire), "target", ANY_PORT, true);
            socket.startHandshake();
            return Wire.of(socket);
        } catch (IOException | RuntimeException e) {
            wire.close();
            if (guard.late) {
                throw new SocketTimeoutException("no TLS within " + timeout);
            }
            throw e;
        }
    }

    /** Ends a wire that takes too long, unless it is closed before. */
    private static final class Guard implements AutoCloseable {
        private final Thread thread;
        private volatile boolean late;

        Guard(Wire wire, Duration timeout) {
            thread =
                    Thread.ofVirtual()
                            .name("elb-handshake")
                            .start(
                                    () -> {
                                        try {
                                            Thread.sleep(timeout);
                                            late = true;
                                            wire.close();
                                        } catch (InterruptedException inTime) {
                                            // The hands are shaken.
                                        }
                                    });
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }

    /** A wire in a socket's clothes, which is what the Java platform's TLS takes. */
    private static final class WireSocket extends Socket {
        private final Wire wire;
        private volatile boolean closed;

        WireSocket(Wire wire) {
            this.wire = wire;
        }

        @Override
        public InputStream getInputStream() {
            return wire.input();
        }

        @Override
        public OutputStream getOutputStream() {
            return wire.output();
        }

        @Override
        public void shutdownOutput() throws IOException {
            wire.endOutput();
        }

        @Override
        public boolean isConnected() {
            return true;
        }

        @Override
        public boolean isClosed() {
            return closed;
        }

        @Override
        public void setTcpNoDelay(boolean on) {
            // The wire's own business, as are times.
        }

        @Override
        public void setSoTimeout(int millis) {}

        @Override
        public int getSoTimeout() {
            return 0;
        }

        @Override
        public void close() {
            closed = true;
            wire.close();
        }
    }

    private static final class Trusting extends X509ExtendedTrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
