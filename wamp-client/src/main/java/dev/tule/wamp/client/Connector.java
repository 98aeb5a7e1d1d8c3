package dev.tule.wamp.client;

import dev.tule.wamp.transport.Transport;
import java.io.IOException;

/** Opens transports to one router, again and again. */
@FunctionalInterface
public interface Connector extends AutoCloseable {

    /**
     * Opens a transport, blocking until it is up.
     *
     * @param client makes the receiver of the new transport
     * @throws IOException when the router cannot be reached, or refuses
     */
    void open(Transport.Acceptor client) throws IOException;

    /** Frees what it holds; open transports end. */
    @Override
    default void close() {}
}
