package dev.tule.wamp.client;

import dev.tule.wamp.Dict;
import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Payload;
import dev.tule.wamp.PublicationId;
import dev.tule.wamp.RegistrationId;
import dev.tule.wamp.SessionId;
import dev.tule.wamp.SubscriptionId;
import dev.tule.wamp.client.mapping.Key;
import dev.tule.wamp.client.mapping.PayloadMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a router tells of its realm, and does to it, by {@link WampClient#meta}. Errors are those of
 * calls; {@code wamp.error.no_such_procedure} where the router has no such meta procedure, {@code
 * wamp.error.not_authorized} where it isn't for us. Safe for use by many threads.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-meta-api">Meta API</a>
 */
public interface MetaApi {
    /** Published when a session has opened, with what {@link #session} returns. */
    String ON_JOIN = "wamp.session.on_join";

    /** Published when a session has ended, with its id, and the authid and authrole it had. */
    String ON_LEAVE = "wamp.session.on_leave";

    /** How many sessions there are. */
    @Procedure("wamp.session.count")
    long sessionCount();

    /** How many sessions there are in these roles. */
    @Procedure("wamp.session.count")
    long sessionCount(List<String> authRoles);

    @Procedure("wamp.session.list")
    List<SessionId> sessions();

    @Procedure("wamp.session.list")
    List<SessionId> sessions(List<String> authRoles);

    /** {@code wamp.error.no_such_session} where there is none of that id. */
    @Procedure("wamp.session.get")
    SessionDetails session(SessionId session);

    /** Ends a session. */
    @Procedure("wamp.session.kill")
    void kill(SessionId session, @Key("reason") String reason, @Key("message") String message);

    /** Ends all other sessions in whose name this authid is. */
    @Procedure("wamp.session.kill_by_authid")
    void killByAuthId(String authId, @Key("reason") String reason, @Key("message") String message);

    /** Ends all other sessions in this role. */
    @Procedure("wamp.session.kill_by_authrole")
    void killByAuthRole(
            String authRole, @Key("reason") String reason, @Key("message") String message);

    /** Ends all other sessions. */
    @Procedure("wamp.session.kill_all")
    void killAll(@Key("reason") String reason, @Key("message") String message);

    @Procedure("wamp.registration.list")
    ByMatch<RegistrationId> registrations();

    @Procedure("wamp.registration.get")
    RegistrationDetails registration(RegistrationId registration);

    /** The registration of exactly this procedure or pattern. */
    @Procedure("wamp.registration.lookup")
    Optional<RegistrationId> lookupRegistration(String procedure, Matching matching);

    /** The registration that a call to this procedure goes to. */
    @Procedure("wamp.registration.match")
    Optional<RegistrationId> matchRegistration(String procedure);

    @Procedure("wamp.registration.list_callees")
    List<SessionId> callees(RegistrationId registration);

    @Procedure("wamp.registration.count_callees")
    long calleeCount(RegistrationId registration);

    @Procedure("wamp.subscription.list")
    ByMatch<SubscriptionId> subscriptions();

    @Procedure("wamp.subscription.get")
    SubscriptionDetails subscription(SubscriptionId subscription);

    /** The subscription to exactly this topic or pattern. */
    @Procedure("wamp.subscription.lookup")
    Optional<SubscriptionId> lookupSubscription(String topic, Matching matching);

    /** The subscriptions that get an event published to this topic. */
    @Procedure("wamp.subscription.match")
    @Nullable List<SubscriptionId> matchSubscriptions(String topic);

    @Procedure("wamp.subscription.list_subscribers")
    List<SessionId> subscribers(SubscriptionId subscription);

    @Procedure("wamp.subscription.count_subscribers")
    long subscriberCount(SubscriptionId subscription);

    /** Past events of a subscription, where the router keeps them. */
    default List<PastEvent> events(SubscriptionId subscription, EventQuery query) {
        return Mapped.received(
                "the result of wamp.subscription.get_events",
                () ->
                        eventArguments(subscription, query).arguments().stream()
                                .map(PayloadMapper::payload)
                                .map(event -> PayloadMapper.read(event, PastEvent.class))
                                .toList());
    }

    /** What {@link #events} reads: each event is an argument. */
    @Procedure("wamp.subscription.get_events")
    Payload eventArguments(SubscriptionId subscription, @Keywords EventQuery query);

    /** How a topic or procedure that is looked up is matched. */
    record Matching(String match) {
        public static Matching of(MatchPolicy match) {
            return new Matching(match.wireName());
        }
    }

    /** Ids of registrations or subscriptions. */
    record ByMatch<T>(List<T> exact, List<T> prefix, List<T> wildcard) {}

    /** Who a session is of, and how it came. */
    record SessionDetails(
            SessionId session,
            @Key("authid") Optional<String> authId,
            @Key("authrole") Optional<String> authRole,
            @Key("authmethod") Optional<String> authMethod,
            @Key("authprovider") Optional<String> authProvider,
            Optional<Dict> transport) {}

    /** What was registered. */
    record RegistrationDetails(
            RegistrationId id,
            Instant created,
            String uri,
            MatchPolicy match,
            Optional<String> invoke) {}

    /** What was subscribed to. */
    record SubscriptionDetails(SubscriptionId id, Instant created, String uri, MatchPolicy match) {}

    /**
     * Which past events, in order of occurrence unless reversed. Start from {@link #last} or {@link
     * #after}; conditions that are not empty must all hold.
     */
    record EventQuery(
            Optional<Integer> limit,
            Optional<Boolean> reverse,
            Optional<String> topic,
            @Key("from_time") Optional<Instant> fromTime,
            @Key("after_time") Optional<Instant> afterTime,
            @Key("before_time") Optional<Instant> beforeTime,
            @Key("until_time") Optional<Instant> untilTime,
            @Key("from_publication") Optional<PublicationId> fromPublication,
            @Key("after_publication") Optional<PublicationId> afterPublication,
            @Key("before_publication") Optional<PublicationId> beforePublication,
            @Key("until_publication") Optional<PublicationId> untilPublication) {

        /** The newest events, the newest first. */
        public static EventQuery last(int limit) {
            return of(Optional.of(limit), Optional.of(true), Optional.empty());
        }

        /** What came after an event: what was missed since it was received. */
        public static EventQuery after(PublicationId publication) {
            return of(Optional.empty(), Optional.empty(), Optional.of(publication));
        }

        private static EventQuery of(
                Optional<Integer> limit,
                Optional<Boolean> reverse,
                Optional<PublicationId> afterPublication) {
            return new EventQuery(
                    limit,
                    reverse,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    afterPublication,
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /** An event that was published before. */
    record PastEvent(
            Instant timestamp,
            PublicationId publication,
            Optional<Dict> details,
            Optional<List<@Nullable Object>> args,
            Optional<Map<String, @Nullable Object>> kwargs) {}
}
