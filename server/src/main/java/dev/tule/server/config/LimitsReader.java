package dev.tule.server.config;

import dev.tule.wamp.Limits;
import dev.tule.wamp.router.config.RouterLimits;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code limits}: what one client may cost. */
final class LimitsReader {
    private static final int MOST = 10_000_000;
    private static final int MOST_CONNECTIONS = 1_000_000;

    private LimitsReader() {}

    static RouterLimits read(Optional<Value> value) throws ConfigFileError {
        RouterLimits usual = RouterLimits.defaults();
        if (value.isEmpty()) {
            return usual;
        }
        Section section = value.get().section();
        Optional<Value> message = section.take("message-bytes");
        Limits messages =
                message.isEmpty()
                        ? usual.message()
                        : new Limits(
                                (int) message.get().size(512, 1L << 30),
                                usual.message().depth(),
                                usual.message().headerItems());
        Optional<Value> queue = section.take("queue-bytes");
        long queueBytes =
                queue.isEmpty() ? usual.queueBytes() : queue.get().size(1024, Long.MAX_VALUE / 2);
        Optional<Value> hello = section.take("hello-timeout");
        Duration helloTimeout = hello.isEmpty() ? usual.helloTimeout() : hello.get().duration();
        RouterLimits limits =
                usual.withMessage(messages)
                        .withQueue(
                                count(section, "queue-messages", usual.queueMessages()), queueBytes)
                        .withSession(
                                count(section, "subscriptions", usual.subscriptions()),
                                count(section, "registrations", usual.registrations()),
                                count(section, "calls", usual.calls()))
                        .withHelloTimeout(helloTimeout)
                        .withConnections(connections(section, usual.connections()))
                        .withUnauthenticated(
                                count(section, "unauthenticated", usual.unauthenticated()));
        section.end();
        return limits;
    }

    /** A listener takes no more. */
    private static int connections(Section section, int otherwise) throws ConfigFileError {
        Optional<Value> value = section.take("connections");
        return value.isEmpty() ? otherwise : value.get().integer(1, MOST_CONNECTIONS);
    }

    private static int count(Section section, String key, int otherwise) throws ConfigFileError {
        Optional<Value> value = section.take(key);
        return value.isEmpty() ? otherwise : value.get().integer(1, MOST);
    }
}
