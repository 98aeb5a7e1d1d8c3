package dev.tule.wamp.router.meta;

import dev.tule.wamp.CloseUri;
import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.Goodbye;
import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Payload;
import dev.tule.wamp.Publish;
import dev.tule.wamp.RequestId;
import dev.tule.wamp.SessionId;
import dev.tule.wamp.Uri;
import dev.tule.wamp.UriRule;
import dev.tule.wamp.router.broker.Broker;
import dev.tule.wamp.router.broker.MetaEvents;
import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.meta.MetaProcedures.Procedure;
import dev.tule.wamp.router.session.Session;
import dev.tule.wamp.router.session.Sessions;
import dev.tule.wamp.router.session.Testaments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code wamp.session.*}: who is on the realm, and out with them; testaments.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-session-meta-api">Session Meta
 *     API</a>
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-session-testament">Session
 *     Testament</a>
 */
final class SessionProcedures {
    private static final RequestId NO_REQUEST = new RequestId(1);

    private final RealmConfig config;
    private final Sessions sessions;
    private final Broker broker;

    SessionProcedures(RealmConfig config, Sessions sessions, Broker broker) {
        this.config = config;
        this.sessions = sessions;
        this.broker = broker;
    }

    Map<Uri, Procedure> all() {
        return Map.of(
                Uri.of("wamp.session.count"), this::count,
                Uri.of("wamp.session.list"), this::list,
                Uri.of("wamp.session.get"), this::get,
                Uri.of("wamp.session.kill"), this::kill,
                Uri.of("wamp.session.kill_by_authid"), this::killByAuthId,
                Uri.of("wamp.session.kill_by_authrole"), this::killByAuthRole,
                Uri.of("wamp.session.kill_all"), this::killAll,
                Uri.of("wamp.session.add_testament"), this::addTestament,
                Uri.of("wamp.session.flush_testaments"), this::flushTestaments);
    }

    private Payload count(Session caller, MetaArguments arguments) throws MetaError {
        return Payload.of(listed(arguments).count());
    }

    private Payload list(Session caller, MetaArguments arguments) throws MetaError {
        List<Long> ids = listed(arguments).map(session -> session.id.value()).toList();
        return Payload.of((Object) ids);
    }

    private Stream<Session> listed(MetaArguments arguments) throws MetaError {
        Optional<Set<String>> roles = arguments.strings(0);
        return sessions.all().stream()
                .filter(
                        session ->
                                roles.isEmpty() || roles.get().contains(session.principal.role()));
    }

    private Payload get(Session caller, MetaArguments arguments) throws MetaError {
        return Payload.of(MetaEvents.details(session(arguments)));
    }

    private Session session(MetaArguments arguments) throws MetaError {
        long id = arguments.id(0);
        Session session = sessions.get(new SessionId(id));
        if (session == null) {
            throw noSuchSession(id);
        }
        return session;
    }

    private static MetaError noSuchSession(long id) {
        return new MetaError(ErrorUri.NO_SUCH_SESSION, "no such session: " + id);
    }

    private Payload kill(Session caller, MetaArguments arguments) throws MetaError {
        Goodbye goodbye = goodbye(arguments);
        Session session = session(arguments);
        if (session == caller) {
            throw noSuchSession(caller.id.value());
        }
        session.connection.kill(goodbye);
        return Payload.EMPTY;
    }

    private Payload killByAuthId(Session caller, MetaArguments arguments) throws MetaError {
        String id = arguments.string(0);
        return Payload.of(
                (Object) kill(caller, arguments, session -> session.principal.id().equals(id)));
    }

    private Payload killByAuthRole(Session caller, MetaArguments arguments) throws MetaError {
        String role = arguments.string(0);
        return Payload.of(
                kill(caller, arguments, session -> session.principal.role().equals(role)).size());
    }

    /** The specification has it that nothing is published of those who leave by this. */
    private Payload killAll(Session caller, MetaArguments arguments) throws MetaError {
        return Payload.of(
                kill(
                                caller,
                                arguments,
                                session -> {
                                    session.silence();
                                    return true;
                                })
                        .size());
    }

    private List<Long> kill(Session caller, MetaArguments arguments, Predicate<Session> which)
            throws MetaError {
        Goodbye goodbye = goodbye(arguments);
        List<Session> killed =
                sessions.all().stream()
                        .filter(session -> session != caller && which.test(session))
                        .toList();
        killed.forEach(session -> session.connection.kill(goodbye));
        return killed.stream().map(session -> session.id.value()).toList();
    }

    private static Goodbye goodbye(MetaArguments arguments) throws MetaError {
        Uri reason = arguments.string("reason").map(Uri::of).orElse(CloseUri.KILLED);
        if (!UriRule.LOOSE.accepts(reason, MatchPolicy.EXACT)) {
            throw new MetaError(ErrorUri.INVALID_URI, "not a reason: " + reason);
        }
        Dict details =
                arguments
                        .string("message")
                        .map(message -> Dict.of("message", message))
                        .orElse(Dict.EMPTY);
        return new Goodbye(details, reason, Payload.EMPTY);
    }

    private Payload addTestament(Session caller, MetaArguments arguments) throws MetaError {
        Uri topic = arguments.uri(0);
        if (!broker.isTopic(topic)) {
            throw new MetaError(ErrorUri.INVALID_URI, "not a topic: " + topic);
        }
        Payload payload = Payload.of(arguments.list(1), arguments.dict(2).asMap());
        Dict options = withoutAcknowledge(arguments.dict("publish_options"));
        Publish publish = new Publish(NO_REQUEST, options, topic, payload);
        if (options.flag("disclose_me", false) && !config.disclosureAllowed()) {
            throw new MetaError(
                    ErrorUri.OPTION_DISALLOWED_DISCLOSE_ME,
                    "this realm does not disclose publishers");
        }
        if (!caller.testaments.add(scope(arguments), publish)) {
            throw new MetaError(
                    ErrorUri.NOT_AUTHORIZED,
                    "a session may leave %d testaments of %d bytes together"
                            .formatted(Testaments.MOST, Testaments.MOST_BYTES));
        }
        return Payload.EMPTY;
    }

    /** Nobody is there any more to be told. */
    private static Dict withoutAcknowledge(Dict options) {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>(options.asMap());
        kept.remove("acknowledge");
        return Dict.copyOf(kept);
    }

    private Payload flushTestaments(Session caller, MetaArguments arguments) throws MetaError {
        caller.testaments.flush(scope(arguments));
        return Payload.EMPTY;
    }

    private static Testaments.Scope scope(MetaArguments arguments) throws MetaError {
        String name = arguments.string("scope").orElse("destroyed");
        for (Testaments.Scope scope : Testaments.Scope.values()) {
            if (scope.name().toLowerCase(Locale.ROOT).equals(name)) {
                return scope;
            }
        }
        throw MetaError.argument("scope must be detached or destroyed");
    }
}
