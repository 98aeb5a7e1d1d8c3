package dev.tule.http;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What WebSocket and TCP connections have in common. Safe for use by many threads; what one thread
 * sends arrives in its order.
 */
public interface Connection {

    /** The peer; port 0 of the loopback address where it came by a Unix socket. */
    InetSocketAddress remote();

    /** What TLS knows of the connection; empty where it is plain. */
    Optional<TlsSession> tls();

    /** Bytes accepted for sending that the socket has not yet taken. */
    long queuedBytes();

    /**
     * Whether the outbound queue is below its high-water mark. Sending more is possible, not wise.
     */
    boolean writable();

    /** Runs each time the queue has drained below its low-water mark; on the event loop. */
    void onWritable(Runnable action);

    /**
     * Stops taking bytes from the socket, so that the peer is slowed down. What was read before may
     * still arrive.
     */
    void pause();

    /** Takes bytes from the socket again. */
    void resume();

    /** Cuts the connection at once; what is queued is lost. The receiver's end comes as ever. */
    void abort();
}
