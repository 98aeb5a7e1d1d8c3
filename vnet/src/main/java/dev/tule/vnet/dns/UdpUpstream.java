package dev.tule.vnet.dns;

import dev.tule.vnet.NetworkInterface;
import dev.tule.vnet.packet.Bytes;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks a name server by UDP, each question from a port of its own.
 *
 * @param server the name server's address
 * @param timeout for one try; there are two
 * @param policy who may ask what
 */
public record UdpUpstream(
        InetSocketAddress server,
        Duration timeout,
        BiPredicate<NetworkInterface, DnsQuestion> policy)
        implements Upstream {
    private static final int MOST_BYTES = 4_096;
    private static final int TRIES = 2;

    @Override
    public boolean allows(NetworkInterface from, DnsQuestion question) {
        return policy.test(from, question);
    }

    @Override
    public byte @Nullable [] ask(byte[] message) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server);
            socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
            for (int i = 0; i < TRIES; i++) {
                socket.send(new DatagramPacket(message, message.length));
                DatagramPacket answer = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
                try {
                    socket.receive(answer);
                } catch (SocketTimeoutException e) {
                    continue;
                }
                byte[] bytes = Arrays.copyOf(answer.getData(), answer.getLength());
                if (bytes.length >= DnsMessage.HEADER_BYTES
                        && Bytes.u16(bytes, 0) == Bytes.u16(message, 0)) {
                    return bytes;
                }
            }
            return null;
        }
    }
}
