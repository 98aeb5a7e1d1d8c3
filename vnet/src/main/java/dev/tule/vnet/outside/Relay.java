package dev.tule.vnet.outside;

import dev.tule.vnet.tcp.TcpConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** Carries a connection on as another: every byte both ways, and each end of stream. */
final class Relay {
    private static final int CHUNK_BYTES = 64 << 10;

    private Relay() {}

    /** Relays until both directions have ended; closes both connections. */
    static void run(TcpConnection machine, Socket host) {
        Thread back =
                Thread.ofVirtual()
                        .name("vnet-relay")
                        .start(
                                () -> {
                                    try {
                                        copy(machine.input(), host.getOutputStream());
                                        host.shutdownOutput();
                                    } catch (IOException e) {
                                        abort(machine, host);
                                    }
                                });
        try (host) {
            copy(host.getInputStream(), machine.output());
            machine.shutdownOutput();
            back.join();
        } catch (IOException e) {
            abort(machine, host);
        } catch (InterruptedException e) {
            abort(machine, host);
            Thread.currentThread().interrupt();
        } finally {
            machine.close();
        }
    }

    /** Relays between two connections of machines; closes both. */
    static void run(TcpConnection one, TcpConnection other) {
        Thread back = Thread.ofVirtual().name("vnet-relay").start(() -> half(other, one));
        half(one, other);
        try {
            back.join();
        } catch (InterruptedException e) {
            one.reset();
            other.reset();
            Thread.currentThread().interrupt();
        } finally {
            one.close();
            other.close();
        }
    }

    private static void half(TcpConnection from, TcpConnection to) {
        try {
            copy(from.input(), to.output());
            to.shutdownOutput();
        } catch (IOException e) {
            from.reset();
            to.reset();
        }
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
            to.write(chunk, 0, n);
        }
    }

    /** One side broke: the other is to see that too, not an orderly end. */
    private static void abort(TcpConnection machine, Socket host) {
        machine.reset();
        try {
            host.setSoLinger(true, 0);
            host.close();
        } catch (IOException e) {
            // Closed already.
        }
    }
}
