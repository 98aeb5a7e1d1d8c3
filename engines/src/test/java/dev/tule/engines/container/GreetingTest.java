package dev.tule.engines.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class GreetingTest {
    private final AtomicReference<byte[]> heard = new AtomicReference<>(new byte[0]);

    private boolean answers(byte[] answer, Predicate<InetSocketAddress> greeting) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try (Socket client = server.accept()) {
                                            byte[] words = new byte[512];
                                            int length = client.getInputStream().read(words);
                                            heard.set(Arrays.copyOf(words, length));
                                            client.getOutputStream().write(answer);
                                        } catch (IOException e) {
                                            // The client sees.
                                        }
                                    });
            boolean takes = greeting.test((InetSocketAddress) server.getLocalSocketAddress());
            answering.join();
            return takes;
        }
    }

    @Test
    void sqlServerTakesClientsWhenItAnswersPrelogin() throws Exception {
        byte[] response = {4, 1, 0, 8, 0, 0, 1, 0};
        assertThat(answers(response, Greeting::ofSqlServer)).isTrue();
        ByteBuffer packet = ByteBuffer.wrap(heard.get());
        assertThat(packet.get(0)).isEqualTo((byte) 0x12);
        assertThat(packet.getShort(2)).as("its own length").isEqualTo((short) packet.capacity());
        assertThat(answers(new byte[] {4, 1}, Greeting::ofSqlServer)).isFalse();
        assertThat(answers(new byte[0], Greeting::ofSqlServer)).isFalse();
    }

    @Test
    void oracleTakesClientsWhenItsListenerDoesNotRefuse() throws Exception {
        Predicate<InetSocketAddress> greeting = server -> Greeting.ofOracle(server, "FREEPDB1");
        for (int type : new int[] {2, 5, 11}) {
            assertThat(answers(tns(type), greeting)).isTrue();
        }
        ByteBuffer packet = ByteBuffer.wrap(heard.get());
        assertThat(packet.getShort(0)).as("its own length").isEqualTo((short) packet.capacity());
        int at = packet.getShort(26);
        assertThat(packet.getShort(24)).isEqualTo((short) (packet.capacity() - at));
        assertThat(new String(heard.get(), at, packet.capacity() - at, StandardCharsets.US_ASCII))
                .contains("(SERVICE_NAME=FREEPDB1)");
        assertThat(answers(tns(4), greeting)).as("a refusal").isFalse();
    }

    private static byte[] tns(int type) {
        return new byte[] {0, 8, 0, 0, (byte) type, 0, 0, 0};
    }

    @Test
    void noiseIsNoAnswer() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            byte[] noise = new byte[random.nextInt(30)];
            random.nextBytes(noise);
            boolean whole = noise.length >= 8;
            assertThat(answers(noise, Greeting::ofSqlServer))
                    .as("seed %d", seed)
                    .isEqualTo(whole && noise[0] == 4);
        }
    }

    @Test
    void whereNobodyListensNobodyTakesClients() {
        assertThat(Greeting.ofSqlServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)))
                .isFalse();
    }
}
