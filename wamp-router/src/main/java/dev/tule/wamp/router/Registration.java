package dev.tule.wamp.router;

import dev.tule.wamp.InvocationPolicy;
import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.RegistrationId;
import dev.tule.wamp.Uri;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** A procedure or pattern, and who serves it. */
final class Registration extends Attachment {
    final RegistrationId registrationId;
    final InvocationPolicy invoke;

    /** Whose turn is next, where callees take turns. */
    final AtomicInteger turn = new AtomicInteger();

    Registration(
            long id, Uri procedure, MatchPolicy match, InvocationPolicy invoke, Instant created) {
        super(id, procedure, match, created);
        this.registrationId = new RegistrationId(id);
        this.invoke = invoke;
    }
}
