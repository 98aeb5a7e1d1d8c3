package dev.tule.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * A request's content, read once, from first byte to last. Bytes are taken from the socket no
 * faster than they are read here, so memory stays flat however long the body. Where the client sent
 * {@code Expect: 100-continue}, the first read sends {@code 100 Continue}; a response without a
 * read tells the client to keep its body. Not thread-safe: confined to the request's thread.
 */
public interface Body {

    /** The stream of bytes: the same one at every call. A broken connection is an IOException. */
    InputStream stream();

    /** What {@code Content-Length} declared; empty for chunked transfer coding. */
    OptionalLong length();

    /**
     * Reads all that is left.
     *
     * @throws BodyTooLarge when there are more than {@code limitBytes} bytes
     * @throws IOException when the connection breaks
     */
    default byte[] readAll(int limitBytes) throws IOException {
        if (length().orElse(0) > limitBytes) {
            throw new BodyTooLarge(limitBytes);
        }
        // No room is made for more than there is: most requests have no content.
        byte[] bytes = stream().readNBytes((int) length().orElse(limitBytes));
        if (bytes.length == limitBytes && stream().read() >= 0) {
            throw new BodyTooLarge(limitBytes);
        }
        return bytes;
    }

    /** A body was longer than its reader allows. */
    final class BodyTooLarge extends IOException {
        private static final long serialVersionUID = 1;

        public BodyTooLarge(long limitBytes) {
            super("the request's body is longer than " + limitBytes + " bytes");
        }
    }
}
