package dev.tule.http;

import java.nio.ByteBuffer;

/** An open TCP connection, of a server or a client. */
public interface Tcp extends Connection {

    /**
     * Sends bytes. The arrays are not copied, and go out together: many connections may share them.
     */
    void send(byte[]... parts);

    /** Puts bytes into the queue as {@link #send} does, to go out with {@link #flush}. */
    void post(byte[]... parts);

    /**
     * Has go out what was posted: on this thread, where the socket takes it at once, which spares
     * waking the event loop and costs this thread a system call. What many threads post meanwhile
     * goes out together.
     */
    void flush();

    /** Closes when what is queued has gone out, after five seconds at most. */
    void close();

    /** Takes what arrives: on the connection's event loop, in order, without blocking. */
    interface Receiver {
        /** Some bytes, as the socket gave them; the buffer is valid only during the call. */
        void bytes(ByteBuffer bytes);

        /** The connection has ended; called once, last. */
        void closed();
    }

    /** Serves TCP connections. */
    @FunctionalInterface
    interface Endpoint {
        /** A connection has opened. On its event loop: don't block. */
        Receiver open(Tcp connection);
    }
}
