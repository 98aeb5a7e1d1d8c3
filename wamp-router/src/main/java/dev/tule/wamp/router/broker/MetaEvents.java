package dev.tule.wamp.router.broker;

import dev.tule.wamp.Payload;
import dev.tule.wamp.Uri;
import dev.tule.wamp.router.authentication.Principal;
import dev.tule.wamp.router.delivery.Deliveries;
import dev.tule.wamp.router.session.Attachment;
import dev.tule.wamp.router.session.Attachments;
import dev.tule.wamp.router.session.Registration;
import dev.tule.wamp.router.session.Session;
import dev.tule.wamp.router.session.Subscription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * What the router itself publishes on a realm, to the topics that begin with {@code wamp.}.
 *
 * <p><b>Design.</b> Whoever changes something says so under the lock of what changes, so that
 * events queue up in the order of the changes; they are published when the lock is free, by one
 * thread at a time. Where nobody is subscribed, nothing is queued: an event then costs a look into
 * the index.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-session-meta-api">Session Meta
 *     API</a>
 * @see <a
 *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-registration-meta-api">Registration
 *     Meta API</a>
 * @see <a
 *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-subscriptions-meta-api">Subscription
 *     Meta API</a>
 */
public final class MetaEvents {
    private static final Uri ON_JOIN = Uri.of("wamp.session.on_join");
    private static final Uri ON_LEAVE = Uri.of("wamp.session.on_leave");

    /** See {@link dev.tule.wamp.router.config.SlowConsumerPolicy SlowConsumerPolicy}. */
    private static final Uri ON_SLOW_CONSUMER = Uri.of("wamp.session.on_slow_consumer");

    private final Broker broker;
    private final Queue<MetaEvent> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger flushes = new AtomicInteger();

    MetaEvents(Broker broker) {
        this.broker = broker;
    }

    private record MetaEvent(Uri topic, Payload payload) {}

    /** Says something, if anybody listens; {@link #flush} publishes it. */
    void say(Uri topic, Supplier<Payload> payload) {
        if (broker.hasSubscribers(topic)) {
            queue.add(new MetaEvent(topic, payload.get()));
        }
    }

    /** Publishes what was said; not for use under a lock. */
    void flush() {
        if (queue.isEmpty() || flushes.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            Deliveries deliveries = new Deliveries();
            for (MetaEvent event = queue.poll(); event != null; event = queue.poll()) {
                broker.publishMeta(event.topic, event.payload, deliveries);
            }
            deliveries.flush();
            seen = flushes.addAndGet(-seen);
        } while (seen != 0);
    }

    public void joined(Session session) {
        say(ON_JOIN, () -> Payload.of(details(session)));
        flush();
    }

    public void left(Session session) {
        say(
                ON_LEAVE,
                () ->
                        Payload.of(
                                session.id.value(),
                                session.principal.id(),
                                session.principal.role()));
        flush();
    }

    /** A session reads too slowly, and something is done about it. */
    public void slow(Session session, String action) {
        say(
                ON_SLOW_CONSUMER,
                () ->
                        Payload.of(
                                session.id.value(),
                                Map.of(
                                        "authid", session.principal.id(),
                                        "authrole", session.principal.role(),
                                        "action", action)));
        flush();
    }

    /** What others may know of a session. */
    public static Map<String, Object> details(Session session) {
        Principal principal = session.principal;
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("session", session.id.value());
        details.put("authid", principal.id());
        details.put("authrole", principal.role());
        details.put("authmethod", principal.method());
        details.put("authprovider", principal.provider());
        return details;
    }

    /** What others may know of a subscription or registration. */
    public static Map<String, Object> details(Attachment attachment) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("id", attachment.id);
        details.put("created", attachment.created.toString());
        details.put("uri", attachment.uri.value());
        details.put("match", attachment.match.wireName());
        if (attachment instanceof Registration registration) {
            details.put("invoke", registration.invoke.wireName());
        }
        return details;
    }

    Attachments.Watcher<Subscription> ofSubscriptions() {
        return new Lifecycle<>("wamp.subscription.", "on_subscribe", "on_unsubscribe");
    }

    public Attachments.Watcher<Registration> ofRegistrations() {
        return new Lifecycle<>("wamp.registration.", "on_register", "on_unregister");
    }

    private final class Lifecycle<A extends Attachment> implements Attachments.Watcher<A> {
        private final Uri onCreate;
        private final Uri onJoin;
        private final Uri onLeave;
        private final Uri onDelete;

        Lifecycle(String prefix, String onJoin, String onLeave) {
            this.onCreate = Uri.of(prefix + "on_create");
            this.onJoin = Uri.of(prefix + onJoin);
            this.onLeave = Uri.of(prefix + onLeave);
            this.onDelete = Uri.of(prefix + "on_delete");
        }

        @Override
        public void created(Session by, A attachment) {
            say(onCreate, () -> Payload.of(by.id.value(), details(attachment)));
        }

        @Override
        public void joined(Session session, A attachment) {
            say(onJoin, () -> ids(session, attachment));
        }

        @Override
        public void left(Session session, A attachment) {
            say(onLeave, () -> ids(session, attachment));
        }

        @Override
        public void deleted(Session by, A attachment) {
            say(onDelete, () -> ids(by, attachment));
        }

        private Payload ids(Session session, A attachment) {
            return Payload.of(List.of(session.id.value(), attachment.id), Map.of());
        }

        @Override
        public void changed() {
            flush();
        }
    }
}
