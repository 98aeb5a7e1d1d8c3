package dev.tule.wamp.router.meta;

import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Payload;
import dev.tule.wamp.SessionId;
import dev.tule.wamp.Uri;
import dev.tule.wamp.router.broker.MetaEvents;
import dev.tule.wamp.router.delivery.Deliveries;
import dev.tule.wamp.router.session.Attachment;
import dev.tule.wamp.router.session.Attachments;
import dev.tule.wamp.router.session.Session;
import dev.tule.wamp.router.session.Sessions;
import org.jspecify.annotations.Nullable;

/** What the procedures about subscriptions and those about registrations have in common. */
final class AttachmentProcedures<A extends Attachment> {
    private final Sessions sessions;
    private final Attachments<A> attachments;
    private final Uri noSuch;

    /**
     * @param noSuch the error where there is none of a number
     */
    AttachmentProcedures(Sessions sessions, Attachments<A> attachments, Uri noSuch) {
        this.sessions = sessions;
        this.attachments = attachments;
        this.noSuch = noSuch;
    }

    Payload list(Session caller, MetaArguments arguments) {
        return Payload.of(attachments.listed());
    }

    Payload lookup(Session caller, MetaArguments arguments) throws MetaError {
        MatchPolicy match;
        try {
            match = MatchPolicy.of(arguments.dict(1));
        } catch (IllegalArgumentException e) {
            throw MetaError.argument("match must be exact, prefix or wildcard");
        }
        A found = attachments.index().get(match, arguments.string(0));
        return Payload.of(found == null ? (@Nullable Object) null : (Long) found.id);
    }

    Payload get(Session caller, MetaArguments arguments) throws MetaError {
        return Payload.of(MetaEvents.details(attachment(arguments)));
    }

    Payload listSessions(Session caller, MetaArguments arguments) throws MetaError {
        return Payload.of((Object) attachment(arguments).sessions());
    }

    Payload countSessions(Session caller, MetaArguments arguments) throws MetaError {
        return Payload.of((long) attachment(arguments).members().length);
    }

    /** Takes a session out; as Crossbar.io has it, since the specification has no procedure. */
    Payload revoke(Session caller, MetaArguments arguments) throws MetaError {
        A attachment = attachment(arguments);
        Session session = sessions.get(new SessionId(arguments.id(1)));
        String reason = arguments.string("reason").orElse("revoked");
        Deliveries own = new Deliveries();
        boolean revoked =
                session != null && attachments.revoke(session, attachment.id, reason, own);
        own.flush();
        if (!revoked) {
            throw new MetaError(noSuch, "the session is not attached to " + attachment.id);
        }
        return Payload.EMPTY;
    }

    A attachment(MetaArguments arguments) throws MetaError {
        long id = arguments.id(0);
        A attachment = attachments.byId(id);
        if (attachment == null) {
            throw new MetaError(noSuch, "there is none of number " + id);
        }
        return attachment;
    }
}
