package dev.tule.wamp.router.metrics;

/**
 * What a router has counted since it started.
 *
 * @param connections open just now
 * @param sessions open just now
 * @param messagesReceived from clients
 * @param messagesSent to clients
 * @param eventsDropped because they waited too long or were larger than their receiver takes
 * @param slowConsumers clients disconnected because they read too slowly
 * @param violations sessions ended because the client broke the protocol
 * @param eventsNotKept events that a history or retention missed, because the disk was behind or
 *     failed
 * @param pauses how often a publisher was held because a receiver reads too slowly
 */
public record RouterCounters(
        long connections,
        long sessions,
        long messagesReceived,
        long messagesSent,
        long eventsDropped,
        long slowConsumers,
        long violations,
        long eventsNotKept,
        long pauses) {}
