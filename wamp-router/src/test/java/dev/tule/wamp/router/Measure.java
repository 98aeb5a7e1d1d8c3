package dev.tule.wamp.router;

import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.client.Subscription;
import dev.tule.wamp.client.WampClient;
import dev.tule.wamp.router.TestRouter.Over;
import dev.tule.wamp.router.config.RouterConfig;
import dev.tule.wamp.router.config.RouterLimits;
import dev.tule.wamp.router.matching.PatternIndex;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Measures calls and events over the loopback, finding patterns, and the heap of idle sessions;
 * router and clients in one process. Not a test: run its main with the class path of the tests.
 * Every figure is of the second of two rounds; the first warms up.
 */
public final class Measure {
    private static final int CALLS = 60_000;
    private static final int EVENTS = 300_000;
    private static final int RECEIVERS = 50;

    private Measure() {}

    public static void main(String[] arguments) throws Exception {
        patterns();
        idleSessions(Integer.getInteger("tule.sessions", 5_000));
        RouterLimits limits = RouterLimits.defaults().withQueue(2_000_000, 1L << 30);
        try (TestRouter router = new TestRouter(RouterConfig.defaults().withLimits(limits))) {
            for (int round = 1; round <= 2; round++) {
                boolean shown = round == 2;
                measure(router, Over.RAW_SOCKET, Serializer.MESSAGE_PACK, shown);
                measure(router, Over.RAW_SOCKET, Serializer.CBOR, shown);
                measure(router, Over.WEB_SOCKET, Serializer.JSON, shown);
                measure(router, Over.WEB_SOCKET, Serializer.MESSAGE_PACK, shown);
            }
        }
    }

    private static void measure(TestRouter router, Over over, Serializer serializer, boolean shown)
            throws InterruptedException {
        String calls = calls(router, over, serializer);
        double single = fanOut(router, over, serializer, 1, EVENTS);
        double many = fanOut(router, over, serializer, RECEIVERS, EVENTS / 20);
        if (shown) {
            System.out.printf(
                    Locale.ROOT,
                    "%-10s %-12s %s; events 1:1 %,.0f/s, 1:%d %,.0f deliveries/s%n",
                    over,
                    serializer,
                    calls,
                    single,
                    RECEIVERS,
                    many);
        }
    }

    private static String calls(TestRouter router, Over over, Serializer serializer)
            throws InterruptedException {
        try (WampClient callee = router.client(over, serializer);
                WampClient caller = router.client(over, serializer)) {
            callee.register("bench.echo", call -> call.payload());
            long[] nanos = new long[10_000];
            for (int i = 0; i < nanos.length; i++) {
                long start = System.nanoTime();
                var _ = caller.call("bench.echo", i, 21.5);
                nanos[i] = System.nanoTime() - start;
            }
            Arrays.sort(nanos);
            int threads = 64;
            List<Thread> running = new ArrayList<>();
            long start = System.nanoTime();
            for (int t = 0; t < threads; t++) {
                running.add(
                        Thread.ofVirtual()
                                .start(
                                        () -> {
                                            for (int i = 0; i < CALLS / threads; i++) {
                                                var _ = caller.call("bench.echo", i, 21.5);
                                            }
                                        }));
            }
            for (Thread thread : running) {
                thread.join();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            return String.format(
                    Locale.ROOT,
                    "call p50 %,.0f us, p99 %,.0f us; 64 at once %,.0f calls/s",
                    nanos[nanos.length / 2] / 1e3,
                    nanos[nanos.length * 99 / 100] / 1e3,
                    CALLS / seconds);
        }
    }

    /** Deliveries a second. */
    private static double fanOut(
            TestRouter router, Over over, Serializer serializer, int receivers, int events)
            throws InterruptedException {
        List<WampClient> clients = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(receivers);
        try (WampClient publisher = router.client(over, serializer)) {
            for (int i = 0; i < receivers; i++) {
                WampClient client = router.client(over, serializer);
                clients.add(client);
                Subscription _ =
                        client.subscribe(
                                "bench.topic",
                                event -> {
                                    if (event.payload().integer(0) == events - 1) {
                                        done.countDown();
                                    }
                                });
            }
            long start = System.nanoTime();
            for (int i = 0; i < events; i++) {
                publisher.publish("bench.topic", i, 21.5, "a reading");
            }
            if (!done.await(120, TimeUnit.SECONDS)) {
                throw new IllegalStateException("events are missing");
            }
            return (double) events * receivers / ((System.nanoTime() - start) / 1e9);
        } finally {
            clients.forEach(WampClient::close);
        }
    }

    /** How long it takes to find what matches, among a thousand patterns. */
    private static void patterns() {
        PatternIndex<Integer> index = new PatternIndex<>();
        for (int i = 0; i < 1_000; i++) {
            String site = "com.example.site" + i;
            switch (i % 3) {
                case 0 -> index.put(MatchPolicy.EXACT, site + ".pump.speed", i);
                case 1 -> index.put(MatchPolicy.PREFIX, site + ".pump", i);
                default -> index.put(MatchPolicy.WILDCARD, site + "..speed", i);
            }
        }
        String[] topics = new String[1_000];
        for (int i = 0; i < topics.length; i++) {
            topics[i] = "com.example.site" + i + ".pump.speed";
        }
        int[] found = new int[1];
        double match = 0;
        double best = 0;
        for (int round = 0; round < 2; round++) {
            match = nanosEach(topics, topic -> index.match(topic, value -> found[0]++));
            best = nanosEach(topics, topic -> found[0] += index.best(topic) == null ? 0 : 1);
        }
        System.out.printf(
                Locale.ROOT,
                "1,000 patterns: all that match %,.0f ns, the best match %,.0f ns (%d found)%n",
                match,
                best,
                found[0]);
    }

    private static double nanosEach(String[] topics, Consumer<String> work) {
        int rounds = 3_000;
        long begin = System.nanoTime();
        for (int round = 0; round < rounds; round++) {
            for (String topic : topics) {
                work.accept(topic);
            }
        }
        return (System.nanoTime() - begin) / (double) rounds / topics.length;
    }

    /** What a session costs that does nothing; the sockets of its client are counted with it. */
    private static void idleSessions(int count) throws IOException {
        try (TestRouter router = new TestRouter(RouterConfig.defaults())) {
            List<SocketChannel> clients = new ArrayList<>(count);
            clients.add(idleSession(router));
            long before = heapBytes();
            for (int i = 1; i < count; i++) {
                clients.add(idleSession(router));
            }
            long bytes = heapBytes() - before;
            System.out.printf(
                    Locale.ROOT,
                    "%,d idle sessions over RawSocket: %,d bytes of heap each%n",
                    router.router.counters().sessions(),
                    bytes / (count - 1));
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }

    private static SocketChannel idleSession(TestRouter router) throws IOException {
        SocketChannel client =
                SocketChannel.open(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), router.rawSocket().getPort()));
        client.write(ByteBuffer.wrap(new byte[] {0x7F, (byte) 0xF1, 0, 0}));
        byte[] hello =
                "[1,\"realm1\",{\"roles\":{\"subscriber\":{}}}]".getBytes(StandardCharsets.UTF_8);
        client.write(ByteBuffer.allocate(4 + hello.length).putInt(hello.length).put(hello).flip());
        ByteBuffer answer = ByteBuffer.allocate(4 + 4 + 1);
        while (answer.hasRemaining()) {
            client.read(answer);
        }
        return client;
    }

    private static long heapBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
