package dev.tule.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;

/**
 * What the machine takes for the least that a message can do: a byte there and back between two
 * threads that wait for it at a loopback socket. It is most of what one call at a time takes, and
 * differs more between machines, and between an idle one and a busy one, than routers do: virtual
 * processors that have gone to sleep take long to wake.
 */
final class SocketMeasurement {
    private final Main.Rounds rounds;

    SocketMeasurement(Main.Rounds rounds) {
        this.rounds = rounds.ofAtMost(2);
    }

    void run(Report report) throws IOException, InterruptedException {
        Figures figures = new Figures(rounds.count());
        WampLoad load = new WampLoad(rounds.seconds());
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket near = new Socket(listening.getInetAddress(), listening.getLocalPort());
                Socket far = listening.accept()) {
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            Thread.ofPlatform().daemon().start(() -> sendBack(far));
            for (int round = -1; round < rounds.count(); round++) {
                Figures into = round < 0 ? new Figures(rounds.count()) : figures; // warms up
                load.percentiles("there and back", into, Math.max(0, round), () -> send(near));
            }
        }
        Figures.print(
                report,
                "Two threads at a loopback socket, " + rounds,
                Map.of("a byte, one at a time", figures));
    }

    private static void send(Socket socket) {
        try {
            socket.getOutputStream().write(1);
            if (socket.getInputStream().read() < 0) {
                throw new IOException("the other end is closed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sendBack(Socket socket) {
        try {
            int read = socket.getInputStream().read();
            while (read >= 0) {
                socket.getOutputStream().write(read);
                read = socket.getInputStream().read();
            }
        } catch (IOException e) {
            // The measurement is over.
        }
    }
}
