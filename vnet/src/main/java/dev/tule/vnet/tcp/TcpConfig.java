package dev.tule.vnet.tcp;

import java.time.Duration;

/**
 * Limits and times of a {@link TcpStack}.
 *
 * @param sendBufferBytes of each connection; default 1 MiB, 4 KiB to 16 MiB: a busy host comes back
 *     to a connection after milliseconds, in which a machine takes as much
 * @param receiveBufferBytes of each connection, and so the most that a peer may send ahead; default
 *     1 MiB, 4 KiB to 16 MiB
 * @param mostRoomy connections that have such buffers; while there are so many, further ones have
 *     {@linkplain #crowded a quarter}; default 32, 0 to 65,536
 * @param mostConnections in every state; default 1,024, 1 to 65,536; a further one is not answered
 * @param mostOpening not yet established from outside; default 128, 1 to 65,536; a further SYN is
 *     not answered
 * @param firstTimeout before a first retransmission when nothing is known of the path; default 1 s
 * @param leastTimeout default 200 ms, as Linux has it, under RFC 6298's second
 * @param mostTimeout default 60 s
 * @param synRetries default 5, 0 to 12
 * @param retries of data before the connection is given up; default 10, 1 to 20
 * @param delayedAck longest wait before an acknowledgment; default 40 ms, 0 to 500 ms
 * @param keepAliveIdle silence before the peer is asked whether it is there; default 75 s
 * @param keepAliveProbes unanswered questions before the connection is given up; default 6
 * @param timeWait how long a closed connection's ports rest; default 10 s
 * @param finWait how long the peer's end is waited for after ours was closed both ways; default 60
 *     s
 */
public record TcpConfig(
        int sendBufferBytes,
        int receiveBufferBytes,
        int mostRoomy,
        int mostConnections,
        int mostOpening,
        Duration firstTimeout,
        Duration leastTimeout,
        Duration mostTimeout,
        int synRetries,
        int retries,
        Duration delayedAck,
        Duration keepAliveIdle,
        int keepAliveProbes,
        Duration timeWait,
        Duration finWait) {
    private static final int LEAST_BUFFER_BYTES = 4 << 10;

    public static final TcpConfig DEFAULT =
            new TcpConfig(
                    1 << 20,
                    1 << 20,
                    32,
                    1_024,
                    128,
                    Duration.ofSeconds(1),
                    Duration.ofMillis(200),
                    Duration.ofSeconds(60),
                    5,
                    10,
                    Duration.ofMillis(40),
                    Duration.ofSeconds(75),
                    6,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60));

    public TcpConfig {
        check("send-buffer-bytes", sendBufferBytes, LEAST_BUFFER_BYTES, 16 << 20);
        check("receive-buffer-bytes", receiveBufferBytes, LEAST_BUFFER_BYTES, 16 << 20);
        check("most-roomy", mostRoomy, 0, 65_536);
        check("most-connections", mostConnections, 1, 65_536);
        check("most-opening", mostOpening, 1, 65_536);
        check("syn-retries", synRetries, 0, 12);
        check("retries", retries, 1, 20);
        check("delayed-ack", delayedAck.toMillis(), 0, 500);
    }

    private static void check(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + " is " + value + ", must be " + least + " to " + most);
        }
    }

    public TcpConfig withBuffers(int send, int receive) {
        return new TcpConfig(
                send,
                receive,
                mostRoomy,
                mostConnections,
                mostOpening,
                firstTimeout,
                leastTimeout,
                mostTimeout,
                synRetries,
                retries,
                delayedAck,
                keepAliveIdle,
                keepAliveProbes,
                timeWait,
                finWait);
    }

    /** For a connection beside many: with a quarter of the buffers. */
    TcpConfig crowded() {
        return withBuffers(quarter(sendBufferBytes), quarter(receiveBufferBytes));
    }

    private static int quarter(int bytes) {
        return Math.max(LEAST_BUFFER_BYTES, bytes / 4);
    }

    public TcpConfig withMostConnections(int connections, int opening) {
        return new TcpConfig(
                sendBufferBytes,
                receiveBufferBytes,
                mostRoomy,
                connections,
                opening,
                firstTimeout,
                leastTimeout,
                mostTimeout,
                synRetries,
                retries,
                delayedAck,
                keepAliveIdle,
                keepAliveProbes,
                timeWait,
                finWait);
    }
}
