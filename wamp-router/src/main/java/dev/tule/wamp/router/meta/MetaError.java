package dev.tule.wamp.router.meta;

import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.Uri;

/** A procedure of the router can't do what it was asked to: what the caller is told. */
final class MetaError extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Uri uri;

    MetaError(Uri uri, String why) {
        super(why, null, false, false);
        this.uri = uri;
    }

    /** The arguments are not what the procedure takes. */
    static MetaError argument(String why) {
        return new MetaError(ErrorUri.INVALID_ARGUMENT, why);
    }

    Uri uri() {
        return uri;
    }
}
