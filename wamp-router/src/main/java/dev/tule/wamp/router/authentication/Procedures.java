package dev.tule.wamp.router.authentication;

import dev.tule.wamp.Message;
import dev.tule.wamp.Payload;
import dev.tule.wamp.Uri;
import java.util.concurrent.CompletableFuture;

/** Calls procedures of a realm in the router's own name. Safe for use by many threads. */
@FunctionalInterface
public interface Procedures {

    /**
     * Calls a procedure.
     *
     * @return what comes of it, within a limit of time: a {@link dev.tule.wamp.Result} or an {@link
     *     dev.tule.wamp.ErrorMessage}
     */
    CompletableFuture<Message> call(Uri procedure, Payload payload);
}
