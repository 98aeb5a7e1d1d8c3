package dev.tule.wamp.router.meta;

import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.Payload;
import dev.tule.wamp.Uri;
import dev.tule.wamp.router.dealer.Dealer;
import dev.tule.wamp.router.meta.MetaProcedures.Procedure;
import dev.tule.wamp.router.session.Attachments;
import dev.tule.wamp.router.session.Registration;
import dev.tule.wamp.router.session.Session;
import dev.tule.wamp.router.session.Sessions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code wamp.registration.*}: who serves what.
 *
 * @see <a
 *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-registration-meta-api">Registration
 *     Meta API</a>
 */
final class RegistrationProcedures {
    private final Attachments<Registration> registrations;
    private final AttachmentProcedures<Registration> common;

    RegistrationProcedures(Sessions sessions, Dealer dealer) {
        this.registrations = dealer.registrations();
        this.common =
                new AttachmentProcedures<>(sessions, registrations, ErrorUri.NO_SUCH_REGISTRATION);
    }

    Map<Uri, Procedure> all() {
        return Map.of(
                Uri.of("wamp.registration.list"), common::list,
                Uri.of("wamp.registration.lookup"), common::lookup,
                Uri.of("wamp.registration.match"), this::match,
                Uri.of("wamp.registration.get"), common::get,
                Uri.of("wamp.registration.list_callees"), common::listSessions,
                Uri.of("wamp.registration.count_callees"), common::countSessions,
                Uri.of("wamp.registration.remove_callee"), common::revoke);
    }

    private Payload match(Session caller, MetaArguments arguments) throws MetaError {
        Registration best = registrations.index().best(arguments.string(0));
        return Payload.of(best == null ? (@Nullable Object) null : (Long) best.id);
    }
}
