package dev.tule.wamp.transport;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.wamp.Serializer;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A transport inside the process, without sockets: for components that live beside their router,
 * and for tests. What one end sends is delivered to the other on an executor, one message at a
 * time, in order. Each end holds at most {@value #HIGH_WATER_MESSAGES} undelivered messages before
 * it stops being writable.
 */
public final class LocalTransport implements Transport {
    private static final System.Logger LOG = System.getLogger(LocalTransport.class.getName());
    private static final int HIGH_WATER_MESSAGES = 1024;

    private final Serializer serializer;
    private final Executor executor;
    private final String name;

    @GuardedBy("this")
    private final ArrayDeque<byte[]> arriving = new ArrayDeque<>();

    @GuardedBy("this")
    private boolean delivering;

    @GuardedBy("this")
    private boolean paused;

    @GuardedBy("this")
    private boolean ended;

    @GuardedBy("this")
    private boolean told;

    @GuardedBy("this")
    private @Nullable Receiver receiver;

    private @Nullable LocalTransport peer;
    private volatile Runnable onWritable = () -> {};

    private LocalTransport(Serializer serializer, Executor executor, String name) {
        this.serializer = serializer;
        this.executor = executor;
        this.name = name;
    }

    /**
     * Connects a client to a router's acceptor.
     *
     * @param atClient runs deliveries to the client
     * @param atRouter runs deliveries to the router
     * @param client makes the client's receiver, given its end
     */
    public static void connect(
            Serializer serializer,
            Executor atClient,
            Executor atRouter,
            Acceptor router,
            Acceptor client) {
        LocalTransport clientEnd = new LocalTransport(serializer, atClient, "local router");
        LocalTransport routerEnd = new LocalTransport(serializer, atRouter, "local client");
        clientEnd.peer = routerEnd;
        routerEnd.peer = clientEnd;
        routerEnd.start(router.accept(routerEnd));
        clientEnd.start(client.accept(clientEnd));
    }

    private synchronized void start(Receiver newReceiver) {
        receiver = newReceiver;
        schedule();
    }

    private LocalTransport peer() {
        if (peer == null) {
            throw new IllegalStateException("not connected");
        }
        return peer;
    }

    @Override
    public Serializer serializer() {
        return serializer;
    }

    @Override
    public TransportDetails details() {
        return TransportDetails.local();
    }

    @Override
    public int maxMessageBytes() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void send(byte[][] messages) {
        LocalTransport to = peer();
        synchronized (to) {
            if (to.ended) {
                return;
            }
            for (byte[] message : messages) {
                to.arriving.add(message);
            }
            to.schedule();
        }
    }

    @Override
    public boolean writable() {
        LocalTransport to = peer();
        synchronized (to) {
            return to.arriving.size() < HIGH_WATER_MESSAGES;
        }
    }

    @Override
    public void onWritable(Runnable action) {
        onWritable = action;
    }

    @Override
    public synchronized void pause() {
        paused = true;
    }

    @Override
    public synchronized void resume() {
        paused = false;
        schedule();
    }

    @Override
    public void close() {
        end();
        peer().end();
    }

    private synchronized void end() {
        ended = true;
        schedule();
    }

    @GuardedBy("this")
    private void schedule() {
        boolean work = (!arriving.isEmpty() && !paused) || (ended && !told);
        if (receiver != null && work && !delivering) {
            delivering = true;
            executor.execute(this::deliver);
        }
    }

    /** Delivers one message, or the end when there are none. */
    private void deliver() {
        Receiver to;
        byte[] message;
        boolean drained;
        synchronized (this) {
            if (receiver == null) {
                throw new IllegalStateException("not started");
            }
            to = receiver;
            message = arriving.poll();
            drained = arriving.size() == HIGH_WATER_MESSAGES / 2;
            if (message == null) {
                told = true;
            }
        }
        try {
            if (message == null) {
                to.closed();
            } else {
                to.message(message);
                to.flush();
            }
            if (drained) {
                peer().onWritable.run();
            }
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the receiver at the " + name + "'s end failed", e);
            close();
        } finally {
            synchronized (this) {
                delivering = false;
                schedule();
            }
        }
    }

    @Override
    public String description() {
        return name;
    }
}
