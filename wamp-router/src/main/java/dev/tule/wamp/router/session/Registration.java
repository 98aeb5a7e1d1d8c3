package dev.tule.wamp.router.session;

import dev.tule.wamp.InvocationPolicy;
import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.RegistrationId;
import dev.tule.wamp.Uri;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** A procedure or pattern, and who serves it. */
public final class Registration extends Attachment {
    public final RegistrationId registrationId;
    public final InvocationPolicy invoke;

    /** Whose turn is next, where callees take turns. */
    public final AtomicInteger turn = new AtomicInteger();

    public Registration(
            long id, Uri procedure, MatchPolicy match, InvocationPolicy invoke, Instant created) {
        super(id, procedure, match, created);
        this.registrationId = new RegistrationId(id);
        this.invoke = invoke;
    }
}
