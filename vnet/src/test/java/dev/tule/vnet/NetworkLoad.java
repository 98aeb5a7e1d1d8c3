package dev.tule.vnet;

import com.sun.management.ThreadMXBean;
import dev.tule.vnet.filter.SecurityGroupRule;
import dev.tule.vnet.filter.Traffic;
import dev.tule.vnet.link.FrameReceiver;
import dev.tule.vnet.link.Link;
import dev.tule.vnet.link.LinkStatistics;
import dev.tule.vnet.outside.PublishedPort;
import dev.tule.vnet.packet.Cidr;
import dev.tule.vnet.packet.TcpHeader;
import dev.tule.vnet.tcp.TcpConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures the network within one process: what a packet costs, what two hosts carry, and what a
 * published port carries beside a plain socket of the host in the same run. See {@code
 * docs/vnet.md} for how to run it.
 */
final class NetworkLoad {
    private static final int ROUNDS = 3;
    private static final long STREAM_BYTES = 512L << 20;
    private static final Duration SOON = Duration.ofSeconds(10);

    private NetworkLoad() {}

    /** A link whose machine is a loop: it offers one frame again and again, and hears nothing. */
    private static final class LoopLink implements Link {
        private @Nullable FrameReceiver receiver;

        @Override
        public void open(FrameReceiver to) {
            receiver = to;
        }

        void offer(byte[] frame, int count) {
            FrameReceiver to = receiver;
            if (to == null) {
                throw new IllegalStateException("not open");
            }
            for (int i = 0; i < count; i++) {
                to.frame(frame, 0, frame.length);
                if (i % 40 == 39) {
                    to.endOfBatch();
                }
            }
        }

        @Override
        public boolean send(byte[] bytes, int from, int length) {
            return true;
        }

        @Override
        public void flush() {}

        @Override
        public LinkStatistics statistics() {
            return new LinkStatistics(true, 1, 0, 0, 0, 0, 0, 0, 0);
        }

        @Override
        public void close() {}
    }

    public static void main(String[] arguments) throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            System.out.println("round " + round);
            packetCost();
            try (LiveFabric live = new LiveFabric()) {
                streams(live, 1);
                streams(live, 2);
                published(live);
            }
            plainSocket();
        }
    }

    /**
     * One tracked packet from interface to interface: parsed, checked twice, routed, readdressed.
     */
    private static void packetCost() throws InterruptedException {
        try (LiveFabric live = new LiveFabric()) {
            Thread one = machine(live, "10.0.0.10", "10.0.0.11");
            one.start();
            one.join();
            System.out.println("  two machines at once:");
            List<Thread> two =
                    List.of(
                            machine(live, "10.0.0.20", "10.0.0.21"),
                            machine(live, "10.0.0.30", "10.0.0.31"));
            two.forEach(Thread::start);
            for (Thread thread : two) {
                thread.join();
            }
        }
    }

    private static Thread machine(LiveFabric live, String address, String to) {
        LoopLink link = loop(live, address);
        loop(live, to);
        byte[] frame = Frames.tcp(address, 4_000, to, 80, TcpHeader.ACK, 1_400);
        return Thread.ofPlatform().unstarted(() -> cost(link, frame));
    }

    private static LoopLink loop(LiveFabric live, String address) {
        LoopLink link = new LoopLink();
        live.vpc.plug(
                live.config(
                        address, live.group("open", SecurityGroupRule.of(Traffic.ALL, Cidr.ANY))),
                link);
        return link;
    }

    private static void cost(LoopLink from, byte[] frame) {
        int count = 5_000_000;
        from.offer(frame, count);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        from.offer(frame, count);
        double nanos = (double) (System.nanoTime() - start) / count;
        double bytes = (double) (threads.getCurrentThreadAllocatedBytes() - allocated) / count;
        System.out.printf(
                "  packet: %.0f ns, %.2f million/s, %.2f bytes allocated%n",
                nanos, 1_000 / nanos, bytes);
    }

    /** Streams between hosts of this process: TCP at both ends and the network between. */
    private static void streams(LiveFabric live, int count) throws Exception {
        List<Thread> threads = new ArrayList<>();
        var open = live.group("open", SecurityGroupRule.of(Traffic.ALL, Cidr.ANY));
        List<VpcHost> hosts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            VpcHost from = live.host("10.0.0." + (60 + 2 * i), open);
            VpcHost to = live.host("10.0.0." + (61 + 2 * i), open);
            hosts.add(from);
            hosts.add(to);
            to.listen(80, NetworkLoad::discard);
            threads.add(
                    Thread.ofVirtual()
                            .unstarted(
                                    () -> {
                                        try {
                                            TcpConnection connection =
                                                    from.connect(to.at().address(), 80, SOON);
                                            send(connection.output());
                                            connection.input().readAllBytes();
                                        } catch (IOException e) {
                                            throw new IllegalStateException(e);
                                        }
                                    }));
        }
        long start = System.nanoTime();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        report(count + " stream(s) between hosts", start, count * STREAM_BYTES);
        long dropped =
                hosts.stream().mapToLong(each -> each.at().statistics().link().droppedFull()).sum();
        long again = hosts.stream().mapToLong(each -> each.statistics().retransmissions()).sum();
        System.out.println("    dropped " + dropped + ", timeouts " + again);
        hosts.forEach(VpcHost::close);
    }

    private static void send(OutputStream out) throws IOException {
        byte[] chunk = new byte[64 << 10];
        try (out) {
            for (long left = STREAM_BYTES; left > 0; left -= chunk.length) {
                out.write(chunk);
            }
        }
    }

    private static void discard(TcpConnection connection) {
        connection.accept();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (InputStream in = connection.input()) {
                                in.transferTo(OutputStream.nullOutputStream());
                                connection.shutdownOutput();
                            } catch (IOException e) {
                                connection.reset();
                            }
                        });
    }

    private static void published(LiveFabric live) throws Exception {
        VpcHost machine =
                live.host(
                        "10.0.0.70",
                        live.group("open", SecurityGroupRule.of(Traffic.ALL, Cidr.ANY)));
        machine.listen(80, NetworkLoad::discard);
        try (PublishedPort port =
                        PublishedPort.open(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                machine.at(),
                                80,
                                10);
                Socket socket = new Socket()) {
            socket.connect(port.address());
            long start = System.nanoTime();
            sendAndWait(socket);
            report("published port", start, STREAM_BYTES);
        }
    }

    private static void plainSocket() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new Socket()) {
            Thread reader =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try (Socket accepted = server.accept()) {
                                            accepted.getInputStream()
                                                    .transferTo(OutputStream.nullOutputStream());
                                        } catch (IOException e) {
                                            throw new IllegalStateException(e);
                                        }
                                    });
            socket.connect(server.getLocalSocketAddress());
            long start = System.nanoTime();
            sendAndWait(socket);
            report("plain socket of the host", start, STREAM_BYTES);
            reader.join();
        }
    }

    private static void sendAndWait(Socket socket) throws IOException {
        byte[] chunk = new byte[64 << 10];
        OutputStream out = socket.getOutputStream();
        for (long left = STREAM_BYTES; left > 0; left -= chunk.length) {
            out.write(chunk);
        }
        socket.shutdownOutput();
        socket.getInputStream().readAllBytes();
    }

    private static void report(String what, long start, long bytes) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("  %s: %.0f MB/s%n", what, bytes / seconds / 1e6);
    }
}
