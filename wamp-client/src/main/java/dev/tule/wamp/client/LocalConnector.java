package dev.tule.wamp.client;

import dev.tule.wamp.Serializer;
import dev.tule.wamp.transport.LocalTransport;
import dev.tule.wamp.transport.Transport;
import java.util.concurrent.Executor;

/** Connects to a router in the same process, without sockets. Safe for use by many threads. */
public final class LocalConnector implements Connector {
    private final Transport.Acceptor router;
    private final Serializer serializer;
    private final Executor executor = task -> Thread.ofVirtual().name("wamp-local").start(task);

    /**
     * @param router the router's side, such as {@code Router.local()}
     */
    public LocalConnector(Transport.Acceptor router, Serializer serializer) {
        this.router = router;
        this.serializer = serializer;
    }

    @Override
    public void open(Transport.Acceptor client) {
        LocalTransport.connect(serializer, executor, executor, router, client);
    }
}
