package dev.tule.http;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.internal.VertxInternal;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The event loops that servers and clients share: one for each processor. One process needs one;
 * whoever opens it closes it, after everything that runs on it. Safe for use by many threads.
 */
public final class Network implements AutoCloseable {
    private static final long MOST_AWAKE_MICROS = 10_000;
    private static final long CLOSE_SECONDS = 10;
    private static final long CONNECTIONS_SECONDS = 2;

    private final OpenSockets sockets;
    private final Vertx vertx;
    private final int loops;
    private final ChannelGroup open = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
    private final AtomicInteger sharedPorts = new AtomicInteger();
    private final Set<String> claimed = ConcurrentHashMap.newKeySet();

    private Network(int loops, Duration stayAwake) {
        this.loops = loops;
        // Vert.x would otherwise start Netty's DNS resolver; the JDK's serves a few outbound names.
        if (System.getProperty("vertx.disableDnsResolver") == null) {
            System.setProperty("vertx.disableDnsResolver", "true");
        }
        this.sockets = new OpenSockets(stayAwake);
        this.vertx =
                Vertx.builder()
                        .with(
                                new VertxOptions()
                                        .setEventLoopPoolSize(loops)
                                        .setWorkerPoolSize(1)
                                        .setInternalBlockingPoolSize(2)
                                        .setFileSystemOptions(
                                                // No cache directory: nothing is served from the
                                                // class
                                                // path.
                                                new FileSystemOptions()
                                                        .setClassPathResolvingEnabled(false)
                                                        .setFileCachingEnabled(false)))
                        .withTransport(sockets.transport())
                        .build();
    }

    /** Starts as many event loops as there are processors; they sleep as soon as they can. */
    public static Network open() {
        return open(Duration.ZERO);
    }

    /**
     * Starts as many event loops as there are processors.
     *
     * @param stayAwake how long a loop to which messages come in quick succession looks out for the
     *     next before it sleeps; 0 to 10 ms. It shortens the way of single messages, since a
     *     processor that sleeps takes long to wake, and costs processor time that nobody else wants
     *     just then.
     */
    public static Network open(Duration stayAwake) {
        Limits.check("stay-awake-micros", stayAwake.toNanos() / 1_000, 0, MOST_AWAKE_MICROS);
        return new Network(Math.max(1, Runtime.getRuntime().availableProcessors()), stayAwake);
    }

    Vertx vertx() {
        return vertx;
    }

    int loops() {
        return loops;
    }

    /** The loop that all listening sockets are on. */
    EventLoop acceptor() {
        // A group of one.
        return ((VertxInternal) vertx).acceptorEventLoopGroup().next();
    }

    /**
     * Has the socket that listens at an address turn away who connects. A server that ends takes
     * its event loops from the socket before it closes it, and Netty would find none for whoever
     * comes in between.
     */
    Future<Void> turnAway(InetSocketAddress address) {
        Promise<Void> done = Promise.promise();
        acceptor()
                .execute(
                        () -> {
                            sockets.turnAway(address);
                            done.complete();
                        });
        return done.future();
    }

    /**
     * Completes when ports can be had again whose sockets are closed by now. The JDK leaves a
     * closed socket listening until the selector that it was registered with comes round.
     */
    Future<Void> freed() {
        Promise<Void> freed = Promise.promise();
        EventLoop loop = acceptor();
        // What a loop schedules for itself runs after its next look at the selector, however soon
        // it is due. What others schedule may run before, where it is due when it arrives.
        loop.execute(
                () -> {
                    var _ = loop.schedule(() -> freed.complete(), 0, TimeUnit.NANOSECONDS);
                });
        return freed.future();
    }

    /**
     * What to ask Vert.x for when any port will do: servers that ask for the same negative number
     * share one port that the system picks.
     */
    int anyPort() {
        return -sharedPorts.incrementAndGet();
    }

    /**
     * Notes that an address is being served. Vert.x would let a second server share it and take
     * turns with the first.
     *
     * @throws BindException when it is being served already
     */
    void claim(String address) throws BindException {
        if (!claimed.add(address)) {
            throw new BindException(address + " is in use by this process");
        }
    }

    void release(String address) {
        claimed.remove(address);
    }

    /** Notes a connection, to be closed before the event loops stop. */
    void opened(Channel channel) {
        open.add(channel);
    }

    /** Closes the connections that are open, and stops the event loops. */
    @Override
    public void close() {
        // First, and waited for: TLS says goodbye, and nothing may end on a loop that is gone.
        var _ = open.close().awaitUninterruptibly(CONNECTIONS_SECONDS, TimeUnit.SECONDS);
        CompletableFuture<Void> closed = vertx.close().toCompletionStage().toCompletableFuture();
        try {
            closed.get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            System.getLogger(Network.class.getName())
                    .log(System.Logger.Level.WARNING, "the network did not close cleanly", e);
        }
    }
}
