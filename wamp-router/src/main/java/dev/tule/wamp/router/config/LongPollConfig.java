package dev.tule.wamp.router.config;

import dev.tule.http.WebSocketOptions;
import java.time.Duration;

/**
 * How the long-poll transport is served.
 *
 * @param path where, without a slash at the end; default {@code /lp}
 * @param receiveTimeout how long a request for messages waits before it is answered without one;
 *     default 10 s
 * @param idleTimeout a client that asks for nothing for so long is gone; default 30 s
 * @param origins which browser origins may connect: those of WebSockets
 */
public record LongPollConfig(
        String path, Duration receiveTimeout, Duration idleTimeout, WebSocketOptions origins) {

    public LongPollConfig {
        if (!receiveTimeout.isPositive() || !idleTimeout.isPositive()) {
            throw new IllegalArgumentException("the timeouts of long-poll are above zero");
        }
    }

    public static LongPollConfig defaults() {
        return new LongPollConfig(
                "/lp", Duration.ofSeconds(10), Duration.ofSeconds(30), WebSocketOptions.defaults());
    }

    public LongPollConfig withTimeouts(Duration receive, Duration idle) {
        return new LongPollConfig(path, receive, idle, origins);
    }

    public LongPollConfig withOrigins(WebSocketOptions changed) {
        return new LongPollConfig(path, receiveTimeout, idleTimeout, changed);
    }
}
