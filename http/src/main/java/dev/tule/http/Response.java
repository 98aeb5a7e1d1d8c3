package dev.tule.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What a {@link Handler} answers. {@code Content-Length} is set from the content; to HEAD and with
 * 304, where no content is sent, a {@code Content-Length} in the headers goes before it. {@code
 * Date}, {@code Connection} and {@code Transfer-Encoding} are set by the server; a {@code
 * Connection: close} ends the connection after the response.
 */
public sealed interface Response extends AutoCloseable {

    int status();

    Headers headers();

    /** Lets go of what the content comes from: called once, whether it was sent or not. */
    @Override
    default void close() {}

    /** A response whose content is at hand. The array is not copied: don't change it afterwards. */
    record Bytes(
            int status, Headers headers, @SuppressWarnings("ArrayRecordComponent") byte[] content)
            implements Response {}

    /**
     * A range of a file, sent by the kernel where it can ({@code sendfile}; over TLS it can't).
     * Without a {@code Content-Type} it goes out as {@code application/octet-stream}. A file that
     * is shorter than the range is answered with 500; one that shrinks meanwhile ends the
     * connection.
     */
    record File(int status, Headers headers, Path path, long offsetBytes, long lengthBytes)
            implements Response {}

    /**
     * Content that is written piece by piece. A writer that throws, or writes more or less than the
     * declared length, ends the connection with a reset: the client never takes part for the whole.
     *
     * @param length the content's length in bytes; empty for chunked transfer coding
     */
    record Stream(int status, Headers headers, OptionalLong length, Writer writer)
            implements Response {
        @Override
        public void close() {
            writer.close();
        }
    }

    /**
     * Writes a response's content, on the request's thread; the stream blocks when the client is
     * slow. A client that goes away early, or asked with HEAD, is never written to.
     */
    @FunctionalInterface
    interface Writer extends AutoCloseable {
        void writeTo(OutputStream out) throws IOException;

        /** Called once, on the request's thread, after the writing or in its place. */
        @Override
        default void close() {}
    }

    /**
     * The change to the protocol that a GET asked for with {@code Upgrade} (RFC 9110 section 7.8):
     * status 101 goes out, and the connection is the talk's. What wasn't asked for is answered 500.
     *
     * @param headers {@code Upgrade} among them
     */
    record Upgrade(Headers headers, Talk talk) implements Response {
        @Override
        public int status() {
            return 101;
        }

        @Override
        public void close() {
            talk.close();
        }
    }

    /** Speaks the other protocol. */
    @FunctionalInterface
    interface Talk extends AutoCloseable {

        /**
         * Speaks, on the request's thread; the connection ends when this returns, with what was
         * written. Both streams block, each for one thread at a time.
         *
         * @param from the client; closing it, by any thread, cuts the connection
         * @param to the client; closing it ends the connection when all has gone out
         */
        void speak(InputStream from, OutputStream to) throws IOException;

        /** Called once, on the request's thread, after the talk or in its place. */
        @Override
        default void close() {}
    }

    static Response empty(int status) {
        return new Bytes(status, Headers.none(), new byte[0]);
    }
}
