package dev.tule.wamp.transport;

import dev.tule.wamp.Serializer;

/**
 * One end of a channel that carries whole messages, in order, in both directions. Safe for use by
 * many threads, except that messages are sent by one thread at a time.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-transports">Transports</a>
 */
public interface Transport {

    /** How messages are encoded here. */
    Serializer serializer();

    /** What is known of the connection below it. */
    TransportDetails details();

    /** The longest message that the peer takes, in bytes. */
    int maxMessageBytes();

    /** Sends encoded messages. The arrays are not copied: many transports may share them. */
    void send(byte[][] messages);

    /**
     * Takes encoded messages as {@link #send} does, to go out with {@link #flush}. For a message or
     * two that somebody waits for: where it can, that thread writes them to the socket itself.
     */
    default void post(byte[][] messages) {
        send(messages);
    }

    /** Has go out what was posted. Any thread may, and many at once. */
    default void flush() {}

    /**
     * Whether it takes more without piling it up. When not, whoever sends had better wait for
     * {@link #onWritable}.
     */
    boolean writable();

    /** Runs each time it takes more again; the action must not block. */
    void onWritable(Runnable action);

    /** Takes nothing more from the peer, who is slowed down by that. */
    void pause();

    /** Takes messages from the peer again. */
    void resume();

    /** Closes when what was sent has gone out. Without effect when closed already. */
    void close();

    /** What kind it is and who is at the other end, for people. */
    String description();

    /** Takes what arrives: one call at a time, in order, without blocking. */
    interface Receiver {

        /** A message. The array is the receiver's to keep. */
        void message(byte[] message);

        /**
         * Nothing more is at hand for now. Called after one or more messages, so that what they
         * cause can go out together.
         */
        default void flush() {}

        /** The transport has ended; called once, last. */
        void closed();
    }

    /** Takes new transports of clients. */
    @FunctionalInterface
    interface Acceptor {

        /** A client has connected; must not block. */
        Receiver accept(Transport transport);
    }
}
