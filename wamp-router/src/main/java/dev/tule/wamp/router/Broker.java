package dev.tule.wamp.router;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.Event;
import dev.tule.wamp.Id;
import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.MessageType;
import dev.tule.wamp.PublicationId;
import dev.tule.wamp.Publish;
import dev.tule.wamp.Published;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.Subscribe;
import dev.tule.wamp.Subscribed;
import dev.tule.wamp.SubscriptionId;
import dev.tule.wamp.Unsubscribe;
import dev.tule.wamp.Unsubscribed;
import dev.tule.wamp.Uri;
import dev.tule.wamp.router.Outbox.Gate;
import dev.tule.wamp.router.Outbox.Offer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Routes events from publishers to subscribers. Publishing takes no lock but each receiver's for a
 * moment; subscribing and unsubscribing take the broker's. See {@link Realm}.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-publish-2">Publish and
 *     Subscribe</a>
 */
final class Broker {
    private final RealmConfig config;
    private final RouterLimits limits;
    private final RandomGenerator random;
    private final Statistics statistics;
    private final PatternIndex<Subscription> index = new PatternIndex<>();
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private long lastId;

    Broker(RealmConfig config, RouterLimits limits, RandomGenerator random, Statistics statistics) {
        this.config = config;
        this.limits = limits;
        this.random = random;
        this.statistics = statistics;
    }

    /** A topic or pattern that somebody is subscribed to. */
    static final class Subscription {
        final SubscriptionId id;
        final Uri topic;
        final MatchPolicy match;

        /** Replaced whole, under the broker's lock. */
        volatile Member[] members = {};

        Subscription(SubscriptionId id, Uri topic, MatchPolicy match) {
            this.id = id;
            this.topic = topic;
            this.match = match;
        }
    }

    /** One session's part in a subscription. */
    static final class Member {
        final Subscription subscription;
        final Session session;
        final Gate gate = new Gate();

        Member(Subscription subscription, Session session) {
            this.subscription = subscription;
            this.session = session;
        }
    }

    void subscribe(Session session, Subscribe subscribe, Deliveries deliveries) {
        Uri topic = subscribe.topic();
        MatchPolicy match = subscribe.match();
        if (!config.uriRule().accepts(topic, match)) {
            refuse(session, subscribe, ErrorUri.INVALID_URI, "not a topic: " + topic, deliveries);
            return;
        }
        if (session.subscriptions.size() >= limits.subscriptions()) {
            String why = "a session may have " + limits.subscriptions() + " subscriptions";
            refuse(session, subscribe, ErrorUri.NOT_AUTHORIZED, why, deliveries);
            return;
        }
        session.sent(join(session, subscribe, topic, match), deliveries);
    }

    private static void refuse(
            Session session, Subscribe subscribe, Uri error, String why, Deliveries deliveries) {
        session.refuse(MessageType.SUBSCRIBE, subscribe.request(), error, why, deliveries);
    }

    private Offer join(Session session, Subscribe subscribe, Uri topic, MatchPolicy match) {
        lock.lock();
        try {
            if (session.left) {
                return Offer.GONE;
            }
            Subscription subscription = index.get(match, topic.value());
            if (subscription == null) {
                subscription = new Subscription(new SubscriptionId(++lastId), topic, match);
                index.put(match, topic.value(), subscription);
            }
            byte[] subscribed =
                    session.serializer.encode(new Subscribed(subscribe.request(), subscription.id));
            if (session.subscriptions.containsKey(subscription.id)) {
                // Subscribing twice is one subscription: the same number comes back.
                return session.outbox.add(session.gate, subscribed);
            }
            Member member = new Member(subscription, session);
            session.subscriptions.put(subscription.id, member);
            Member[] members = subscription.members;
            Member[] more = Arrays.copyOf(members, members.length + 1);
            more[members.length] = member;
            subscription.members = more;
            return session.outbox.addAndOpen(session.gate, member.gate, subscribed);
        } finally {
            lock.unlock();
        }
    }

    void unsubscribe(Session session, Unsubscribe unsubscribe, Deliveries deliveries) {
        byte[] unsubscribed = session.serializer.encode(new Unsubscribed(unsubscribe.request()));
        Offer offer = null;
        lock.lock();
        try {
            Member member = session.subscriptions.remove(unsubscribe.subscription());
            if (member != null) {
                remove(member);
                offer = session.outbox.addAndClose(session.gate, member.gate, unsubscribed);
            }
        } finally {
            lock.unlock();
        }
        if (offer != null) {
            session.sent(offer, deliveries);
            return;
        }
        session.refuse(
                MessageType.UNSUBSCRIBE,
                unsubscribe.request(),
                ErrorUri.NO_SUCH_SUBSCRIPTION,
                "not subscribed",
                deliveries);
    }

    @GuardedBy("lock")
    private void remove(Member member) {
        Subscription subscription = member.subscription;
        Member[] members = subscription.members;
        Member[] fewer = new Member[members.length - 1];
        int kept = 0;
        for (Member other : members) {
            if (other != member) {
                fewer[kept++] = other;
            }
        }
        subscription.members = fewer;
        if (fewer.length == 0) {
            index.remove(subscription.match, subscription.topic.value());
        }
    }

    /** The session is over: its subscriptions go with it. */
    void leave(Session session) {
        lock.lock();
        try {
            session.left = true;
            for (Member member : session.subscriptions.values()) {
                remove(member);
            }
            session.subscriptions.clear();
        } finally {
            lock.unlock();
        }
    }

    void publish(Session session, Publish publish, Deliveries deliveries) {
        Uri topic = publish.topic();
        if (!config.uriRule().accepts(topic, MatchPolicy.EXACT) || topic.reserved()) {
            refuse(session, publish, ErrorUri.INVALID_URI, "not a topic: " + topic, deliveries);
            return;
        }
        if (publish.discloseMe() && !config.disclosureAllowed()) {
            String why = "this realm does not disclose publishers";
            refuse(session, publish, ErrorUri.OPTION_DISALLOWED_DISCLOSE_ME, why, deliveries);
            return;
        }
        PublicationId publication = new PublicationId(random.nextLong(1, Id.MAX + 1));
        Receivers receivers = Receivers.of(session, publish);
        index.match(
                topic.value(),
                subscription ->
                        deliver(
                                subscription,
                                session,
                                publish,
                                publication,
                                receivers,
                                deliveries));
        if (publish.acknowledge()) {
            session.send(new Published(publish.request(), publication), deliveries);
        }
    }

    private static void refuse(
            Session session, Publish publish, Uri error, String why, Deliveries deliveries) {
        // A publisher that doesn't want to be told of success isn't told of failure either.
        if (publish.acknowledge()) {
            session.refuse(MessageType.PUBLISH, publish.request(), error, why, deliveries);
        }
    }

    private void deliver(
            Subscription subscription,
            Session publisher,
            Publish publish,
            PublicationId publication,
            Receivers receivers,
            Deliveries deliveries) {
        Encodings encodings = null;
        for (Member member : subscription.members) {
            if (!receivers.include(member.session)) {
                continue;
            }
            if (encodings == null) {
                Dict details = details(subscription, publisher, publish);
                encodings =
                        new Encodings(
                                new Event(
                                        subscription.id, publication, details, publish.payload()));
            }
            Session session = member.session;
            byte[] event = encodings.in(session.serializer);
            Offer offer = session.outbox.addEvent(session.gate, member.gate, event);
            if (session.sent(offer, deliveries) == Offer.TOO_LONG) {
                statistics.droppedEvents.increment();
            }
        }
    }

    private static Dict details(Subscription subscription, Session publisher, Publish publish) {
        if (subscription.match == MatchPolicy.EXACT && publish.options().isEmpty()) {
            return Dict.EMPTY;
        }
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        if (subscription.match != MatchPolicy.EXACT) {
            details.put("topic", publish.topic().value());
        }
        if (publish.discloseMe()) {
            details.put("publisher", publisher.id.value());
            details.put("publisher_authid", publisher.principal.id());
            details.put("publisher_authrole", publisher.principal.role());
        }
        Passthru.copy(publish.options(), details);
        return Dict.copyOf(details);
    }

    /** An event, encoded once for each serializer that a receiver has. */
    private static final class Encodings {
        private final Event event;
        private final Map<Serializer, byte[]> encodings = new EnumMap<>(Serializer.class);

        Encodings(Event event) {
            this.event = event;
        }

        byte[] in(Serializer serializer) {
            return encodings.computeIfAbsent(serializer, s -> s.encode(event));
        }
    }

    /** Whether nobody is subscribed to anything. */
    boolean isEmpty() {
        return index.isEmpty();
    }
}
