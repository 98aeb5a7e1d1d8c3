package dev.tule.http.origin;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An origin server and the connections to it that are kept. Safe for use by many threads. */
public final class Origin implements AutoCloseable {
    private final OriginClient client;
    private final Dial dial;
    private final OriginConfig config;
    private final ConcurrentLinkedDeque<OriginConnection> kept = new ConcurrentLinkedDeque<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean closed;

    Origin(OriginClient client, Dial dial, OriginConfig config) {
        this.client = client;
        this.dial = dial;
        this.config = config;
    }

    OriginConfig config() {
        return config;
    }

    OriginClient client() {
        return client;
    }

    /**
     * Sends a request and returns when the response's head has come.
     *
     * <p>A kept connection may have been ended by the server meanwhile. Where not a byte has come
     * back, a request without content that may be sent twice is sent once more, over a new one.
     */
    public OriginResponse send(OriginRequest request) throws OriginException {
        OriginConnection old = request.idempotent() ? takeKept() : null;
        if (old != null && request.withoutContent()) {
            try {
                return old.exchange(request);
            } catch (OriginException e) {
                if (e.kind() != OriginException.Kind.BROKEN || old.heard()) {
                    throw e;
                }
            }
        } else if (old != null) {
            return old.exchange(request);
        }
        return connect().exchange(request);
    }

    private OriginConnection connect() throws OriginException {
        try {
            return new OriginConnection(this, dial.dial(config.connectTimeout()));
        } catch (SocketTimeoutException e) {
            throw new OriginException(OriginException.Kind.UNREACHABLE, "nobody answered", e);
        } catch (IOException e) {
            throw new OriginException(
                    OriginException.Kind.REFUSED, "no connection: " + e.getMessage(), e);
        }
    }

    private @Nullable OriginConnection takeKept() {
        while (true) {
            OriginConnection connection = kept.pollLast();
            if (connection == null) {
                return null;
            }
            count.decrementAndGet();
            if (!isOld(connection, System.nanoTime())) {
                return connection;
            }
            connection.close();
        }
    }

    private boolean isOld(OriginConnection connection, long now) {
        return now - connection.freeSinceNanos() > config.keptFor().toNanos();
    }

    /** Keeps a connection for the next exchange, or closes it. */
    void keep(OriginConnection connection) {
        if (closed || count.incrementAndGet() > config.mostKept()) {
            if (!closed) {
                count.decrementAndGet();
            }
            connection.close();
            return;
        }
        kept.addLast(connection);
        if (closed) {
            close();
        }
    }

    void dropOld(long now) {
        OriginConnection oldest = kept.peekFirst();
        while (oldest != null && isOld(oldest, now)) {
            if (kept.remove(oldest)) {
                count.decrementAndGet();
                oldest.close();
            }
            oldest = kept.peekFirst();
        }
    }

    /** Closes the connections without an exchange; the others end with theirs. */
    @Override
    public void close() {
        closed = true;
        client.forget(this);
        OriginConnection connection = kept.pollLast();
        while (connection != null) {
            connection.close();
            connection = kept.pollLast();
        }
    }
}
