package dev.tule.http.origin;

import java.io.IOException;

/** Why an origin server gave no response, or no whole one. */
public final class OriginException extends IOException {
    private static final long serialVersionUID = 1;

    /** What has happened. */
    public enum Kind {
        /** No connection: it was refused. */
        REFUSED,
        /** No connection: nobody answered. */
        UNREACHABLE,
        /** The connection ended before its time. */
        BROKEN,
        /** Nothing moved for too long. */
        TIMED_OUT,
        /** What came is no HTTP, or more than is taken. */
        MALFORMED,
        /** The request's own content could not be read; the message's cause says why. */
        REQUEST_CUT
    }

    private final Kind kind;

    OriginException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    OriginException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
