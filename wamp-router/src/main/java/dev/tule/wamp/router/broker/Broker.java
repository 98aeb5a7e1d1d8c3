package dev.tule.wamp.router.broker;

import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.Id;
import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Message;
import dev.tule.wamp.MessageType;
import dev.tule.wamp.Payload;
import dev.tule.wamp.PublicationId;
import dev.tule.wamp.Publish;
import dev.tule.wamp.Published;
import dev.tule.wamp.Subscribe;
import dev.tule.wamp.Subscribed;
import dev.tule.wamp.SubscriptionId;
import dev.tule.wamp.Unsubscribe;
import dev.tule.wamp.Unsubscribed;
import dev.tule.wamp.Uri;
import dev.tule.wamp.router.broker.Publication.Encodings;
import dev.tule.wamp.router.broker.RetainedEvents.Changed;
import dev.tule.wamp.router.broker.RetainedEvents.Retained;
import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.config.RouterLimits;
import dev.tule.wamp.router.delivery.Deliveries;
import dev.tule.wamp.router.delivery.Outbox.Offer;
import dev.tule.wamp.router.history.HistoryRule;
import dev.tule.wamp.router.means.Means;
import dev.tule.wamp.router.metrics.RealmStatistics;
import dev.tule.wamp.router.metrics.Statistics;
import dev.tule.wamp.router.session.Attachments;
import dev.tule.wamp.router.session.Features;
import dev.tule.wamp.router.session.Member;
import dev.tule.wamp.router.session.Passthru;
import dev.tule.wamp.router.session.Session;
import dev.tule.wamp.router.session.Subscription;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Routes events from publishers to subscribers. Publishing takes no lock but each receiver's for a
 * moment; subscribing and unsubscribing take the broker's. See {@link
 * dev.tule.wamp.router.realm.Realm Realm}.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-publish-2">Publish and
 *     Subscribe</a>
 */
public final class Broker {
    private final RealmConfig config;
    private final RouterLimits limits;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final Statistics statistics;
    private final RealmStatistics counted;
    private final History history;
    private final RetainedEvents retained;
    private final MetaEvents meta = new MetaEvents(this);
    private final Attachments<Subscription> subscriptions =
            new Attachments<>(session -> session.subscriptions, meta.ofSubscriptions());

    public Broker(RealmConfig config, Means means, History history, RealmStatistics counted) {
        this.config = config;
        this.limits = means.limits();
        this.random = means.draws();
        this.clock = means.clock();
        this.statistics = means.statistics();
        this.history = history;
        this.counted = counted;
        this.retained = new RetainedEvents(config.routing().retention());
        history.restore(retained);
        for (HistoryRule rule : config.routing().history()) {
            // So that its history can be asked for before anybody subscribes.
            subscriptions.establish(
                    rule.topic(),
                    rule.match(),
                    id -> new Subscription(id, rule.topic(), rule.match(), clock.instant(), true));
        }
    }

    public History history() {
        return history;
    }

    /** What the router itself has to say on this realm. */
    public MetaEvents meta() {
        return meta;
    }

    public Attachments<Subscription> subscriptions() {
        return subscriptions;
    }

    public void subscribe(Session session, Subscribe subscribe, Deliveries deliveries) {
        Uri topic = subscribe.topic();
        if (!config.uriRule().accepts(topic, subscribe.match())) {
            refuse(session, subscribe, ErrorUri.INVALID_URI, "not a topic: " + topic, deliveries);
        } else if (session.subscriptions.size() >= limits.subscriptions()) {
            String why = "a session may have " + limits.subscriptions() + " subscriptions";
            refuse(session, subscribe, ErrorUri.NOT_AUTHORIZED, why, deliveries);
        } else {
            boolean _ = subscriptions.attach(session, new Joining(session, subscribe), deliveries);
        }
    }

    private static void refuse(
            Session session, Subscribe subscribe, Uri error, String why, Deliveries deliveries) {
        session.refuse(MessageType.SUBSCRIBE, subscribe.request(), error, why, deliveries);
    }

    private final class Joining implements Attachments.Request<Subscription> {
        private final Session session;
        private final Subscribe subscribe;

        Joining(Session session, Subscribe subscribe) {
            this.session = session;
            this.subscribe = subscribe;
        }

        @Override
        public Uri uri() {
            return subscribe.topic();
        }

        @Override
        public MatchPolicy match() {
            return subscribe.match();
        }

        @Override
        public Subscription create(long id) {
            return new Subscription(id, uri(), match(), clock.instant(), false);
        }

        @Override
        public Member join(Subscription subscription) {
            return new Member(subscription, session, false);
        }

        @Override
        public boolean admittedTo(Subscription existing) {
            return true;
        }

        @Override
        public boolean displaces() {
            return false;
        }

        @Override
        public Message answer(Subscription subscription) {
            return new Subscribed(subscribe.request(), subscription.subscriptionId);
        }

        @Override
        public void attached(Subscription subscription, Member member, Deliveries deliveries) {
            if (subscribe.getRetained()) {
                retained.match(
                        subscription.match,
                        subscription.uri,
                        session,
                        event -> deliver(member, retained(event, subscription), deliveries));
            }
        }

        private static Encodings retained(Publication event, Subscription subscription) {
            return new Encodings(event.retainedTo(subscription.subscriptionId, subscription.match));
        }
    }

    public void unsubscribe(Session session, Unsubscribe unsubscribe, Deliveries deliveries) {
        long id = unsubscribe.subscription().value();
        Unsubscribed answer = new Unsubscribed(unsubscribe.request());
        if (!subscriptions.detach(session, id, answer, deliveries)) {
            session.refuse(
                    MessageType.UNSUBSCRIBE,
                    unsubscribe.request(),
                    ErrorUri.NO_SUCH_SUBSCRIPTION,
                    "not subscribed",
                    deliveries);
        }
    }

    /**
     * Ends a session's part in a subscription, by the router's leave.
     *
     * @return false where it has none
     */
    public boolean revoke(
            Session session, SubscriptionId subscription, String reason, Deliveries deliveries) {
        return subscriptions.revoke(session, subscription.value(), reason, deliveries);
    }

    /** The session is over: its subscriptions go with it. */
    public void leave(Session session) {
        subscriptions.leave(session);
    }

    /**
     * Publishes an event.
     *
     * @return how the client broke the protocol, for people; null where it didn't
     */
    public @Nullable String publish(Session session, Publish publish, Deliveries deliveries) {
        Uri topic = publish.topic();
        if (Passthru.in(publish.options()) && !session.announced(Features.PUBLISHER_PASSTHRU)) {
            return "PUBLISH: ppt_scheme, but payload_passthru_mode was not announced";
        }
        if (!isTopic(topic)) {
            refuse(session, publish, ErrorUri.INVALID_URI, "not a topic: " + topic, deliveries);
            return null;
        }
        if (publish.discloseMe() && !config.disclosureAllowed()) {
            String why = "this realm does not disclose publishers";
            refuse(session, publish, ErrorUri.OPTION_DISALLOWED_DISCLOSE_ME, why, deliveries);
            return null;
        }
        Publication publication = publication(session, publish);
        switch (history.keep(
                publication, publish, session, kept -> kept(session, publish, publication, kept))) {
            case NOT_KEPT -> {
                deliver(publication, publish, session, deliveries);
                if (publish.acknowledge()) {
                    session.send(new Published(publish.request(), publication.id()), deliveries);
                }
            }
            case KEPT -> deliver(publication, publish, session, deliveries);
            case TOO_LONG -> {
                String why = "an event that is kept may have " + HistoryRule.EVENT_BYTES + " bytes";
                refuse(session, publish, ErrorUri.PAYLOAD_SIZE_EXCEEDED, why, deliveries);
            }
            case OVERLOADED -> {
                String why = "the history of this topic is behind";
                refuse(session, publish, ErrorUri.UNAVAILABLE, why, deliveries);
            }
        }
        return null;
    }

    /** An event is on stable storage, or could not be brought there: its publisher may be told. */
    private static void kept(
            Session session, Publish publish, Publication publication, boolean stored) {
        if (!publish.acknowledge()) {
            return;
        }
        Deliveries own = new Deliveries();
        if (stored) {
            session.send(new Published(publish.request(), publication.id()), own);
        } else {
            String why = "the event could not be kept";
            refuse(session, publish, ErrorUri.RUNTIME_ERROR, why, own);
        }
        own.flush();
    }

    private void deliver(
            Publication publication, Publish publish, Session session, Deliveries deliveries) {
        if (!publish.retain()) {
            deliver(publication, session, deliveries);
            return;
        }
        int bytes = publish.payload().sizeBytes(session.serializer);
        // Nobody subscribes meanwhile: all get it once, and nobody an older one after it.
        subscriptions.undisturbed(
                deliveries,
                () -> {
                    List<Changed> changed = retained.retain(new Retained(publication, bytes));
                    history.retain(changed, session.serializer);
                    deliver(publication, session, deliveries);
                });
    }

    /** Whether clients may publish to it. */
    public boolean isTopic(Uri topic) {
        return config.uriRule().accepts(topic, MatchPolicy.EXACT) && !topic.reserved();
    }

    private static void refuse(
            Session session, Publish publish, Uri error, String why, Deliveries deliveries) {
        // A publisher that doesn't want to be told of success isn't told of failure either.
        if (publish.acknowledge()) {
            session.refuse(MessageType.PUBLISH, publish.request(), error, why, deliveries);
        }
    }

    /** Publishes what a session left to be published when it has gone. */
    public void publishTestament(Session session, Publish testament, Deliveries deliveries) {
        Publication publication = publication(session, testament);
        var _ = history.keep(publication, testament, session, kept -> {});
        deliver(publication, testament, session, deliveries);
    }

    /** Publishes what the router itself has to say. */
    void publishMeta(Uri topic, Payload payload, Deliveries deliveries) {
        deliver(
                new Publication(newId(), topic, Dict.EMPTY, payload, Receivers.EVERYBODY),
                null,
                deliveries);
    }

    /** Whether anybody is subscribed to a topic just now. */
    boolean hasSubscribers(Uri topic) {
        boolean[] found = new boolean[1];
        subscriptions
                .index()
                .match(
                        topic.value(),
                        subscription -> found[0] |= subscription.members().length > 0);
        return found[0];
    }

    private PublicationId newId() {
        return new PublicationId(random.nextLong(1, Id.MAX + 1));
    }

    private Publication publication(Session session, Publish publish) {
        counted.publications.increment();
        return new Publication(
                newId(),
                publish.topic(),
                details(session, publish),
                publish.payload(),
                Receivers.of(session, publish));
    }

    private void deliver(
            Publication publication, @Nullable Session publisher, Deliveries deliveries) {
        subscriptions
                .index()
                .match(
                        publication.topic().value(),
                        subscription -> deliver(subscription, publication, publisher, deliveries));
    }

    private void deliver(
            Subscription subscription,
            Publication publication,
            @Nullable Session publisher,
            Deliveries deliveries) {
        Encodings encodings = null;
        for (Member member : subscription.members()) {
            if (publication.receivers().include(member.session)) {
                if (encodings == null) {
                    encodings =
                            new Encodings(
                                    publication.to(
                                            subscription.subscriptionId, subscription.match));
                }
                deliver(member, encodings, deliveries);
                if (publisher != null) {
                    member.session.outbox.holdBack(publisher.connection.brake());
                }
            }
        }
    }

    private void deliver(Member member, Encodings encodings, Deliveries deliveries) {
        Session session = member.session;
        byte[] event = encodings.in(session.serializer);
        Offer offer = session.outbox.addEvent(session.gate, member.gate, event);
        if (session.sent(offer, deliveries) == Offer.TOO_LONG) {
            statistics.droppedEvents.increment();
        }
    }

    private Dict details(Session publisher, Publish publish) {
        int trust = config.routing().trustLevel(publisher.principal.role());
        if (publish.options().isEmpty() && trust < 0) {
            return Dict.EMPTY;
        }
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        if (publish.discloseMe()) {
            details.put("publisher", publisher.id.value());
            details.put("publisher_authid", publisher.principal.id());
            details.put("publisher_authrole", publisher.principal.role());
        }
        if (trust >= 0) {
            details.put("trustlevel", (long) trust);
        }
        Passthru.copy(publish.options(), details);
        return Dict.copyOf(details);
    }

    /** Whether nobody is subscribed to anything. */
    public boolean isEmpty() {
        return subscriptions.isEmpty();
    }
}
