package dev.tule.bench;

import dev.tule.bench.Machines.Instance;
import dev.tule.compute.Architecture;
import dev.tule.compute.image.ImageBuilder;
import dev.tule.compute.image.MachineImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Throughput between the host and a machine and between two machines, by Tule's user-space network
 * and by QEMU's own, in turns. Machines are the same but for their network: emulated alike, one
 * processor, the tiny image, busybox's {@code dd} at the sockets.
 */
final class NetworkMeasurement {
    private static final int BLOCK = 1 << 16;
    private static final int GIVES = 5001;
    private static final int TAKES = 5002;
    private static final int TELLS = 5003;
    private static final int SENDS = 5004;
    private static final List<Integer> PORTS = List.of(GIVES, TAKES, TELLS, SENDS);
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(3);
    private static final int WAIT_MILLIS = 120_000;

    private final Main.Rounds rounds;
    private final Path scratch;
    private final int blocks;

    NetworkMeasurement(Main.Rounds rounds, Path scratch) {
        this.rounds = rounds;
        this.scratch = scratch;
        // 256 MiB take some seconds.
        this.blocks = rounds.count() > 1 ? 4_096 : 1_024;
    }

    /** Two machines of a network: where the host reaches ports, and where one reaches the other. */
    private record Pair(
            IntFunction<InetSocketAddress> first,
            IntFunction<InetSocketAddress> second,
            String firstSeenBySecond) {}

    void run(Report report) throws Exception {
        try (Machines machines = Machines.start(scratch.resolve("tule"), true)) {
            MachineImage image =
                    new ImageBuilder(scratch.resolve("images"))
                            .tiny(Architecture.host(), report::progress);
            List<Instance> ours = machines.launch(2, script());
            try (UserNetworkMachine first = peer("first", image);
                    UserNetworkMachine second = peer("second", image)) {
                Pair tule =
                        new Pair(
                                port -> of(ours.get(0), port),
                                port -> of(ours.get(1), port),
                                ours.get(0).privateAddress() + " " + TAKES);
                Pair qemu =
                        new Pair(
                                first::port,
                                second::port,
                                UserNetworkMachine.HOST + " " + first.port(TAKES).getPort());
                compare(report, tule, qemu);
            }
        }
    }

    private UserNetworkMachine peer(String name, MachineImage image) throws IOException {
        return UserNetworkMachine.start(scratch.resolve(name), image, script(), PORTS);
    }

    private void compare(Report report, Pair tule, Pair qemu) throws Exception {
        for (Pair pair : List.of(tule, qemu)) {
            awaitServices(pair.first());
            awaitServices(pair.second());
        }
        int count = rounds.count();
        double[][] figures = new double[6][count];
        for (int round = 0; round < count; round++) {
            report.progress("network, round %d", round + 1);
            figures[0][round] = give(tule);
            figures[1][round] = give(qemu);
            figures[2][round] = take(tule);
            figures[3][round] = take(qemu);
            figures[4][round] = between(tule);
            figures[5][round] = between(qemu);
        }
        report.heading("QEMU's -netdev user", "machines' network, MB/s, " + count + " rounds");
        report.line("machine to host", figures[0], figures[1]);
        report.line("host to machine", figures[2], figures[3]);
        report.line("machine to machine", figures[4], figures[5]);
    }

    /**
     * What machines do; each loop serves one connection at a time, again and again. {@code dd} has
     * the socket itself: {@code nc} would carry a kilobyte at a time, and an emulated machine be
     * busy with that rather than with its network.
     */
    private String script() {
        return """
        #!/bin/sh
        mkfifo /run/took
        cat >/run/give <<'END'
        #!/bin/sh
        exec dd if=/dev/zero bs=%1$d count=%2$d 2>/dev/null
        END
        cat >/run/take <<'END'
        #!/bin/sh
        dd of=/dev/null bs=%1$d iflag=fullblock 2>&1 | grep out >/run/took
        END
        cat >/run/send <<'END'
        #!/bin/sh
        read -r host port
        exec nc $host $port -e /run/give
        END
        chmod +x /run/give /run/take /run/send
        while :; do nc -l -p %3$d -e /run/give; done &
        while :; do nc -l -p %4$d -e /run/take; done &
        while :; do cat /run/took | nc -l -p %5$d; done &
        while :; do nc -l -p %6$d -e /run/send; done &
        """
                .formatted(BLOCK, blocks, GIVES, TAKES, TELLS, SENDS);
    }

    private static InetSocketAddress of(Instance instance, int port) {
        return new InetSocketAddress(instance.publicAddress(), port);
    }

    private static void awaitServices(IntFunction<InetSocketAddress> machine) throws IOException {
        long deadline = System.nanoTime() + PATIENCE;
        while (true) {
            try (Socket socket = connect(machine.apply(GIVES))) {
                socket.setSoTimeout(1_000);
                if (socket.getInputStream().read() >= 0) {
                    return;
                }
            } catch (IOException e) {
                // It boots.
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("the services of " + machine.apply(GIVES) + " don't answer");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    private double give(Pair pair) throws IOException {
        return rate(
                () -> {
                    try (Socket socket = connect(pair.first().apply(GIVES))) {
                        return drain(socket.getInputStream());
                    }
                });
    }

    private double take(Pair pair) throws IOException {
        byte[] block = new byte[BLOCK];
        try (Socket telling = connect(pair.first().apply(TELLS))) {
            return rate(
                    () -> {
                        try (Socket socket = connect(pair.first().apply(TAKES))) {
                            OutputStream out = socket.getOutputStream();
                            for (int i = 0; i < blocks; i++) {
                                out.write(block);
                            }
                            socket.shutdownOutput();
                            return told(telling);
                        }
                    });
        }
    }

    private double between(Pair pair) throws IOException {
        try (Socket telling = connect(pair.first().apply(TELLS))) {
            return rate(
                    () -> {
                        try (Socket socket = connect(pair.second().apply(SENDS))) {
                            socket.getOutputStream()
                                    .write(
                                            (pair.firstSeenBySecond() + "\n")
                                                    .getBytes(StandardCharsets.US_ASCII));
                            socket.shutdownOutput();
                            return told(telling);
                        }
                    });
        }
    }

    /** How many bytes arrived, in whole blocks, as the machine says when it has them all. */
    private static long told(Socket telling) throws IOException {
        String said =
                new String(telling.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        return said.isBlank() ? 0 : BLOCK * Long.parseLong(said.split("\\+", -1)[0]);
    }

    private static long drain(InputStream in) throws IOException {
        byte[] buffer = new byte[BLOCK];
        long bytes = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            bytes += read;
        }
        return bytes;
    }

    private static Socket connect(InetSocketAddress address) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setSoTimeout(WAIT_MILLIS);
            socket.connect(address, 1_000);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** A transfer of which the number of bytes is told. */
    private interface Transfer {
        long run() throws IOException;
    }

    private double rate(Transfer transfer) throws IOException {
        long begin = System.nanoTime();
        long bytes = transfer.run();
        long nanos = System.nanoTime() - begin;
        long sent = (long) blocks * BLOCK;
        if (bytes != sent) {
            throw new IOException("%d of %d bytes arrived".formatted(bytes, sent));
        }
        return bytes * 1e3 / nanos;
    }
}
