package dev.tule.http.origin;

import java.io.IOException;
import java.time.Duration;

/** Makes connections to one origin server. Safe for use by many threads. */
@FunctionalInterface
public interface Dial {

    /**
     * Connects.
     *
     * @throws java.net.SocketTimeoutException when nobody answers within the time
     * @throws IOException when the connection is refused
     */
    Wire dial(Duration timeout) throws IOException;
}
