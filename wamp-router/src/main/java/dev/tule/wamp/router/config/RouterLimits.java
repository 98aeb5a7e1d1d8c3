package dev.tule.wamp.router.config;

import dev.tule.wamp.Limits;
import java.time.Duration;

/**
 * What one client may cost.
 *
 * @param message what is taken of a message; default 16 MiB, 64 levels
 * @param queueMessages messages that may wait for a client that reads slowly; default 10,000
 * @param queueBytes bytes that may wait for a client that reads slowly, beside what its socket
 *     holds; default 32 MiB. One message is always taken.
 * @param subscriptions subscriptions of a session; default 10,000
 * @param registrations registrations of a session; default 10,000
 * @param calls calls of a session that wait for their result; default 10,000
 * @param helloTimeout how long a connection may be without a session; default 10 s
 * @param connections connections in all; default 100,000
 * @param unauthenticated connections without a session; default 10,000. When there are more, the
 *     one that has waited longest is ended.
 */
public record RouterLimits(
        Limits message,
        int queueMessages,
        long queueBytes,
        int subscriptions,
        int registrations,
        int calls,
        Duration helloTimeout,
        int connections,
        int unauthenticated) {

    public RouterLimits {
        if (queueMessages < 1
                || queueBytes < 1
                || subscriptions < 1
                || registrations < 1
                || calls < 1
                || !helloTimeout.isPositive()
                || connections < 1
                || unauthenticated < 1) {
            throw new IllegalArgumentException("the router's limits are above zero");
        }
    }

    public static RouterLimits defaults() {
        return new RouterLimits(
                Limits.DEFAULT,
                10_000,
                32L << 20,
                10_000,
                10_000,
                10_000,
                Duration.ofSeconds(10),
                100_000,
                10_000);
    }

    public RouterLimits withMessage(Limits changed) {
        return new RouterLimits(
                changed,
                queueMessages,
                queueBytes,
                subscriptions,
                registrations,
                calls,
                helloTimeout,
                connections,
                unauthenticated);
    }

    public RouterLimits withQueue(int messages, long bytes) {
        return new RouterLimits(
                message,
                messages,
                bytes,
                subscriptions,
                registrations,
                calls,
                helloTimeout,
                connections,
                unauthenticated);
    }

    /** Limits on what one session holds: subscriptions, registrations, calls in flight. */
    public RouterLimits withSession(
            int changedSubscriptions, int changedRegistrations, int changedCalls) {
        return new RouterLimits(
                message,
                queueMessages,
                queueBytes,
                changedSubscriptions,
                changedRegistrations,
                changedCalls,
                helloTimeout,
                connections,
                unauthenticated);
    }

    public RouterLimits withHelloTimeout(Duration changed) {
        return new RouterLimits(
                message,
                queueMessages,
                queueBytes,
                subscriptions,
                registrations,
                calls,
                changed,
                connections,
                unauthenticated);
    }

    public RouterLimits withConnections(int changed) {
        return new RouterLimits(
                message,
                queueMessages,
                queueBytes,
                subscriptions,
                registrations,
                calls,
                helloTimeout,
                changed,
                unauthenticated);
    }

    public RouterLimits withUnauthenticated(int changed) {
        return new RouterLimits(
                message,
                queueMessages,
                queueBytes,
                subscriptions,
                registrations,
                calls,
                helloTimeout,
                connections,
                changed);
    }
}
