package dev.tule.vnet.tcp;

import java.io.IOException;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** An application at one end: sends its data in pieces, reads what comes, and closes. */
final class Talker {
    private final TcpConnection connection;
    private final RandomGenerator random;
    private final byte[] data;
    private byte[] received = new byte[1_024];
    private int sent;
    private int count;
    private boolean ended;
    private boolean closed;

    Talker(TcpConnection connection, byte[] data, RandomGenerator random) {
        this.connection = connection;
        this.data = data;
        this.random = random;
    }

    static byte[] data(RandomGenerator random, int most) {
        byte[] data = new byte[random.nextInt(most + 1)];
        random.nextBytes(data);
        return data;
    }

    /** Does a little of what there is to do. */
    void talk() throws IOException {
        if (!closed && sent < data.length) {
            int piece = Math.min(data.length - sent, 1 + random.nextInt(20_000));
            sent += connection.write(data, sent, piece);
        }
        if (!closed && sent == data.length) {
            connection.shutdownOutput();
            closed = true;
        }
        if (!ended && random.nextInt(4) > 0) {
            read(1 + random.nextInt(30_000));
        }
    }

    private void read(int most) throws IOException {
        if (received.length < count + most) {
            received = Arrays.copyOf(received, (count + most) * 2);
        }
        int n = connection.read(received, count, most);
        if (n < 0) {
            ended = true;
        } else {
            count += n;
        }
    }

    boolean isDone() {
        return ended && closed;
    }

    byte[] sent() {
        return data;
    }

    byte[] received() {
        return Arrays.copyOf(received, count);
    }
}
