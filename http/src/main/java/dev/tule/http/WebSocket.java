package dev.tule.http;

import java.nio.ByteBuffer;

/**
 * An open WebSocket (RFC 6455), of a server or a client; frames are joined to messages before they
 * arrive.
 */
public interface WebSocket extends Connection {

    /** The negotiated subprotocol; empty where there is none. */
    String subprotocol();

    /** The handshake's header fields as the peer sent them. */
    Headers handshake();

    /** The fields that the server's {@link Endpoint#answer} added; none at a client. */
    Headers answer();

    /**
     * Sends a text message of these UTF-8 bytes. The array is not copied: many sockets may share
     * it.
     */
    void sendText(byte[] utf8);

    /** Sends a binary message. The array is not copied: many sockets may share it. */
    void sendBinary(byte[] message);

    /**
     * Sends a ping of at most 125 bytes; the answer arrives at {@link Receiver#pong}. Silent peers
     * are pinged and cut without this ({@link WebSocketOptions}).
     */
    void ping(byte[] payload);

    /**
     * Starts the closing handshake (RFC 6455 section 7.4 for codes). Queued messages go out first.
     */
    void close(int code, String reason);

    /**
     * Takes what arrives: on the connection's event loop, in order, without blocking. The buffers
     * are valid only during the call. An exception closes the connection with 1011.
     */
    interface Receiver {
        /** A text message; its UTF-8 has been checked. */
        void text(ByteBuffer utf8);

        void binary(ByteBuffer message);

        default void pong(ByteBuffer payload) {}

        /** The peer's Close frame has come (1005 where it held no code); the end follows. */
        default void closing(int code, String reason) {}

        /** The connection has ended, cleanly or not; called once, last. */
        void closed();
    }

    /** Serves WebSockets at a path. */
    interface Endpoint {

        /**
         * Subprotocols served; the first of the client's that is among them is taken. A handshake
         * that offers none of them is refused with 400. Where the list is empty, every handshake is
         * taken without a subprotocol.
         */
        java.util.List<String> subprotocols();

        /**
         * Whether a handshake may go on; else it is refused with 421 (RFC 9110 section 15.5.20).
         */
        default boolean serves(Headers handshake) {
            return true;
        }

        /**
         * Header fields to answer the handshake with beside those of RFC 6455, such as {@code
         * Set-Cookie}.
         *
         * @param secure whether the connection is encrypted
         */
        default Headers answer(Headers handshake, boolean secure) {
            return Headers.none();
        }

        /** A WebSocket has opened. On its event loop: don't block. */
        Receiver open(WebSocket socket);
    }
}
