package dev.tule.http.origin;

import dev.tule.http.Headers;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * What an origin server has answered. Whoever has it closes it, read or not: then its connection is
 * kept for the next exchange, or closed where content is still to come.
 */
public final class OriginResponse implements AutoCloseable {
    private final int status;
    private final Headers headers;
    private final OriginConnection connection;

    OriginResponse(int status, Headers headers, OriginConnection connection) {
        this.status = status;
        this.headers = headers;
        this.connection = connection;
    }

    public int status() {
        return status;
    }

    /** As they came, those of the connection included. */
    public Headers headers() {
        return headers;
    }

    /** The content's length in bytes; empty where its end shows it. */
    public OptionalLong length() {
        return connection.contentLength();
    }

    /** The content. A connection that ends before it is whole fails the read. */
    public InputStream content() {
        return connection.content();
    }

    /** Whether the server has changed to the protocol that was asked for (status 101). */
    public boolean upgraded() {
        return status == 101;
    }

    /**
     * The connection itself, after an upgrade: the caller's to close from now on. What came behind
     * the response's head is read from it first.
     */
    public Wire wire() {
        return connection.takeWire();
    }

    @Override
    public void close() {
        connection.done();
    }
}
