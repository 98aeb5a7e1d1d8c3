package dev.tule.wamp.router.meta;

import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.Payload;
import dev.tule.wamp.Uri;
import dev.tule.wamp.router.broker.Broker;
import dev.tule.wamp.router.meta.MetaProcedures.Procedure;
import dev.tule.wamp.router.session.Attachments;
import dev.tule.wamp.router.session.Session;
import dev.tule.wamp.router.session.Sessions;
import dev.tule.wamp.router.session.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code wamp.subscription.*}: who is subscribed to what.
 *
 * @see <a
 *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-subscriptions-meta-api">Subscription
 *     Meta API</a>
 */
final class SubscriptionProcedures {
    private final Attachments<Subscription> subscriptions;
    private final AttachmentProcedures<Subscription> common;

    SubscriptionProcedures(Sessions sessions, Broker broker) {
        this.subscriptions = broker.subscriptions();
        this.common =
                new AttachmentProcedures<>(sessions, subscriptions, ErrorUri.NO_SUCH_SUBSCRIPTION);
    }

    Map<Uri, Procedure> all() {
        return Map.of(
                Uri.of("wamp.subscription.list"), common::list,
                Uri.of("wamp.subscription.lookup"), common::lookup,
                Uri.of("wamp.subscription.match"), this::match,
                Uri.of("wamp.subscription.get"), common::get,
                Uri.of("wamp.subscription.list_subscribers"), common::listSessions,
                Uri.of("wamp.subscription.count_subscribers"), common::countSessions,
                Uri.of("wamp.subscription.remove_subscriber"), common::revoke);
    }

    private Payload match(Session caller, MetaArguments arguments) throws MetaError {
        List<Long> ids = new ArrayList<>();
        subscriptions.index().match(arguments.string(0), found -> ids.add(found.id));
        return Payload.of(ids.isEmpty() ? (@Nullable Object) null : (Object) ids);
    }
}
