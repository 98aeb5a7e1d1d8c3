package dev.tule.engines;

import java.time.Instant;

/**
 * Something that happened to a server.
 *
 * @param message a sentence for people, without secrets
 */
public record ServerEvent(ServerName server, Instant at, Type type, String message) {

    /** What happened. */
    public enum Type {
        CREATED,
        STARTED,
        STOPPED,
        DELETED,
        /** Ended without being asked to. */
        CRASHED,
        /** Started again after a crash, by us. */
        RECOVERED,
        /** Found running, by an {@link Engines} that had not started it. */
        ADOPTED,
        /** Given up: it does not start. */
        FAILED,
        CHANGED,
        BACKED_UP,
        RESTORED,
        PROMOTED,
        /** Its directory holds more than the limit: it takes no writes until there is room. */
        STORAGE_FULL,
        STORAGE_FREED
    }
}
