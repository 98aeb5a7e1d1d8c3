package dev.tule.engines;

import org.jspecify.annotations.Nullable;

/** A request to an engine that can't be met; the message says why, to whoever asked. */
public final class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public EngineException(Reason reason, String message) {
        this(reason, message, null);
    }

    public EngineException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Whose fault it is, and what it is about. */
    public enum Reason {
        /** No such version, or none that this host can run; the message says what to install. */
        NOT_FOR_THIS_HOST,
        /** The artifact could not be fetched, or is not what it should be. */
        NOT_FETCHED,
        /** There is a server of that name. */
        NAME_TAKEN,
        /** Something else listens at the address. */
        ADDRESS_IN_USE,
        /** A parameter that is unknown, out of range, or ours to set. */
        PARAMETER,
        /** Not possible in the state that the server is in. */
        STATE,
        /** Not possible with this engine. */
        NOT_SUPPORTED,
        /** A backup that is missing, damaged, or of another version. */
        BACKUP,
        /** The point in time lies before the backup or after what the archive holds. */
        POINT_IN_TIME,
        /** The engine could not be started or stopped; its log tells more. */
        ENGINE,
        /** The disk is full, or can't be read or written. */
        STORAGE
    }
}
