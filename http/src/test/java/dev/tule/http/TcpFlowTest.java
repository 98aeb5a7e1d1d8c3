package dev.tule.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What many threads send at once over one connection, past its event loop where that is idle. */
class TcpFlowTest {
    private static final int THREADS = 6;
    private static final int MESSAGES = 3_000;
    private static final int MOST_BYTES = 4_000;

    /** Asks that every thread's messages come whole and in its order, and counts them. */
    private static final class Checker implements Tcp.Receiver {
        private final CountDownLatch missing = new CountDownLatch(THREADS * MESSAGES);
        private final CountDownLatch wrong = new CountDownLatch(1);
        private final int[] last = new int[THREADS];
        private ByteBuffer rest = ByteBuffer.allocate(1).flip();
        private boolean begun;

        @Override
        public void bytes(ByteBuffer bytes) {
            ByteBuffer all = ByteBuffer.allocate(rest.remaining() + bytes.remaining());
            all.put(rest).put(bytes).flip();
            if (!begun) {
                begun = true;
                all.get();
            }
            while (all.remaining() >= 12 && all.remaining() >= 12 + all.getInt(all.position())) {
                int length = all.getInt();
                int thread = all.getInt();
                if (all.getInt() != ++last[thread]) {
                    wrong.countDown();
                }
                for (int i = 0; i < length; i++) {
                    if (all.get() != (byte) thread) {
                        wrong.countDown();
                    }
                }
                missing.countDown();
            }
            rest = all;
        }

        @Override
        public void closed() {}
    }

    @Test
    void nothingIsLostTornOrReorderedHoweverItIsSent() throws Exception {
        long seed = Long.getLong("tule.seed", System.nanoTime());
        System.out.println("TcpFlowTest: -Dtule.seed=" + seed);
        Checker checker = new Checker();
        CountDownLatch full = new CountDownLatch(1);
        Tcp.Endpoint pausing =
                connection -> {
                    // The socket fills first, so that writes are taken in part.
                    connection.pause();
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            boolean _ = full.await(20, TimeUnit.SECONDS);
                                        } catch (InterruptedException e) {
                                            Thread.currentThread().interrupt();
                                        }
                                        connection.resume();
                                    });
                    return checker;
                };
        try (Network network = Network.open();
                HttpServer server =
                        HttpServer.start(
                                network,
                                List.of(
                                        ListenerConfig.of(request -> Response.empty(404))
                                                .withTcp(pausing)));
                TcpClient client = new TcpClient(network, ClientOptions.defaults())) {
            Tcp tcp =
                    client.connect(
                            "127.0.0.1",
                            server.port(),
                            connection ->
                                    new Tcp.Receiver() {
                                        @Override
                                        public void bytes(ByteBuffer bytes) {}

                                        @Override
                                        public void closed() {}
                                    });
            tcp.send(new byte[] {0x7F});
            List<Thread> senders = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random random = new Random(seed + i);
                int thread = i;
                senders.add(Thread.ofVirtual().start(() -> sendAll(tcp, thread, random, full)));
            }
            for (Thread sender : senders) {
                sender.join();
            }
            assertThat(checker.missing.await(30, TimeUnit.SECONDS)).as("all came").isTrue();
            assertThat(checker.wrong.getCount()).as("as they were sent").isOne();
        }
    }

    private static void sendAll(Tcp tcp, int thread, Random random, CountDownLatch full) {
        for (int i = 1; i <= MESSAGES; i++) {
            byte[] content = new byte[random.nextInt(MOST_BYTES)];
            java.util.Arrays.fill(content, (byte) thread);
            byte[] head =
                    ByteBuffer.allocate(12).putInt(content.length).putInt(thread).putInt(i).array();
            if (random.nextInt(4) == 0) {
                tcp.send(head, content);
            } else {
                tcp.post(head, content);
                tcp.flush();
            }
            if (!tcp.writable()) {
                full.countDown();
            }
            if (random.nextInt(8) == 0) {
                // A pause after which this thread writes to the socket itself.
                LockSupport.parkNanos(100_000);
            }
        }
        full.countDown();
    }
}
