package dev.tule.http;

import java.time.Duration;

/**
 * What a listener lets a client take.
 *
 * @param maxRequestLineBytes longest request line, in bytes; default 16 KiB, 1 KiB to 1 MiB; a
 *     longer one is answered with 414
 * @param maxHeaderBytes longest header section, in bytes; default 32 KiB, 1 KiB to 1 MiB; a longer
 *     one is answered with 431
 * @param bufferedBodyBytes request content of a declared length up to this many bytes is read
 *     before the handler runs, longer content is streamed; default 64 KiB, 0 to 16 MiB
 * @param drainBytes content that a handler left unread is read and thrown away up to this many
 *     bytes, so that the connection can be used again; with more of it the connection is closed;
 *     default 256 KiB, 0 to 1 GiB
 * @param maxConnections open connections of every kind; default 20,000, 1 to 1,000,000; a further
 *     one is closed at once
 * @param maxRequestsInFlight requests being answered at one time, those that only wait ({@link
 *     Waiting}) left out; default 1,000, 1 to 1,000,000; a further one is answered with 503 and
 *     {@code Retry-After}
 * @param headTimeout from a request's first byte to the end of its header section, and from a
 *     connection's opening to its first byte, then 408; and for a TLS handshake; default 20 s, 10
 *     ms to 1 h
 * @param idleTimeout without a request on a kept-alive connection, and without a byte moving while
 *     one side waits for the other within a request; default 60 s, 10 ms to 1 h. A handler may
 *     think for as long as it likes.
 */
public record Limits(
        int maxRequestLineBytes,
        int maxHeaderBytes,
        int bufferedBodyBytes,
        int drainBytes,
        int maxConnections,
        int maxRequestsInFlight,
        Duration headTimeout,
        Duration idleTimeout) {

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    public Limits {
        check("max-request-line-bytes", maxRequestLineBytes, KIB, MIB);
        check("max-header-bytes", maxHeaderBytes, KIB, MIB);
        check("buffered-body-bytes", bufferedBodyBytes, 0, 16 * MIB);
        check("drain-bytes", drainBytes, 0, KIB * MIB);
        check("max-connections", maxConnections, 1, 1_000_000);
        check("max-requests-in-flight", maxRequestsInFlight, 1, 1_000_000);
        check("head-timeout", headTimeout.toMillis(), 10, 3_600_000);
        check("idle-timeout", idleTimeout.toMillis(), 10, 3_600_000);
    }

    static void check(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + " is " + value + ", must be " + least + " to " + most);
        }
    }

    public static Limits defaults() {
        return new Limits(
                16 * KIB,
                32 * KIB,
                64 * KIB,
                256 * KIB,
                20_000,
                1_000,
                Duration.ofSeconds(20),
                Duration.ofSeconds(60));
    }

    public Limits withMaxRequestLineBytes(int bytes) {
        return new Limits(
                bytes,
                maxHeaderBytes,
                bufferedBodyBytes,
                drainBytes,
                maxConnections,
                maxRequestsInFlight,
                headTimeout,
                idleTimeout);
    }

    public Limits withMaxHeaderBytes(int bytes) {
        return new Limits(
                maxRequestLineBytes,
                bytes,
                bufferedBodyBytes,
                drainBytes,
                maxConnections,
                maxRequestsInFlight,
                headTimeout,
                idleTimeout);
    }

    public Limits withMaxConnections(int connections) {
        return new Limits(
                maxRequestLineBytes,
                maxHeaderBytes,
                bufferedBodyBytes,
                drainBytes,
                connections,
                maxRequestsInFlight,
                headTimeout,
                idleTimeout);
    }

    public Limits withMaxRequestsInFlight(int requests) {
        return new Limits(
                maxRequestLineBytes,
                maxHeaderBytes,
                bufferedBodyBytes,
                drainBytes,
                maxConnections,
                requests,
                headTimeout,
                idleTimeout);
    }

    public Limits withTimeouts(Duration head, Duration idle) {
        return new Limits(
                maxRequestLineBytes,
                maxHeaderBytes,
                bufferedBodyBytes,
                drainBytes,
                maxConnections,
                maxRequestsInFlight,
                head,
                idle);
    }
}
