package dev.tule.engines.container;

import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.Listening;
import dev.tule.engines.SourceRange;
import dev.tule.engines.relay.Relay;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The relay at a server's address, through which clients come to the port that its container
 * publishes. The server's turn is held by those who open it.
 */
final class Entrance {

    private volatile @Nullable Relay relay;

    /**
     * Sees whether the address can be had, and leaves it closed.
     *
     * @return with the port that was found where any would do
     * @throws EngineException {@code ADDRESS_IN_USE}
     */
    Listening tryOut(Listening listening) throws IOException {
        close();
        try (Relay opened = bind(listening, listening.address(), List.of())) {
            return withPort(listening, opened);
        }
    }

    /**
     * Lets clients in, to where the container is reached.
     *
     * @return with the port that was found where any would do
     * @throws EngineException {@code ADDRESS_IN_USE}
     */
    Listening open(Listening listening, InetSocketAddress published) throws IOException {
        close();
        Relay opened = bind(listening, published, listening.sources());
        relay = opened;
        return withPort(listening, opened);
    }

    private static Relay bind(
            Listening listening, InetSocketAddress inner, List<SourceRange> sources)
            throws IOException {
        try {
            return Relay.open(listening.address(), inner, sources);
        } catch (BindException e) {
            throw new EngineException(
                    Reason.ADDRESS_IN_USE, listening.address() + ": " + e.getMessage(), e);
        }
    }

    private static Listening withPort(Listening listening, Relay opened) throws IOException {
        return listening.address().getPort() == 0
                ? listening.withPort(opened.address().getPort())
                : listening;
    }

    /** Lets others in from now on; nothing while it is closed. */
    void allow(List<SourceRange> sources) {
        Relay open = relay;
        if (open != null) {
            open.allow(sources);
        }
    }

    /** Of clients, now. */
    int connections() {
        Relay open = relay;
        return open == null ? 0 : open.connections();
    }

    void close() {
        Relay open = relay;
        if (open != null) {
            open.close();
            relay = null;
        }
    }
}
