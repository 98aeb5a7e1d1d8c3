package dev.tule.wamp.router.realm;

import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.Goodbye;
import dev.tule.wamp.Payload;
import dev.tule.wamp.router.authorization.Action;
import dev.tule.wamp.router.authorization.Decision;
import dev.tule.wamp.router.authorization.Policy;
import dev.tule.wamp.router.authorization.Question;
import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.config.Reloaded;
import dev.tule.wamp.router.delivery.Deliveries;
import dev.tule.wamp.router.session.Attachment;
import dev.tule.wamp.router.session.Registration;
import dev.tule.wamp.router.session.Session;
import dev.tule.wamp.router.session.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Gives the sessions of a realm the policies of a new configuration, and takes from them what those
 * don't allow. Where an authorizer decides, it is asked again about what it allowed before, one
 * question after the other; what it can't decide stays.
 */
final class RealmReload {
    private static final String REASON = "not authorized any more";
    private static final Goodbye ROLE_GONE =
            new Goodbye(
                    Dict.of("message", "the role is no longer there"),
                    ErrorUri.NO_SUCH_ROLE,
                    Payload.EMPTY);

    private final Realm realm;

    RealmReload(Realm realm) {
        this.realm = realm;
    }

    Reloaded apply(RealmConfig changed) {
        int ended = 0;
        int revoked = 0;
        for (Session session : realm.sessions().all()) {
            Policy policy = realm.policy(session.principal.role());
            if (policy == null) {
                session.connection.kill(ROLE_GONE);
                ended++;
            } else {
                session.policy(policy);
                revoked += revoke(session, policy);
            }
        }
        return new Reloaded(Set.of(), Set.of(), ended, revoked, pending(changed));
    }

    /** Once more: a request may have been allowed just before and granted just after. */
    void again() {
        for (Session session : realm.sessions().all()) {
            int _ = revoke(session, session.policy());
        }
    }

    /** Asks authorizers about what stands; blocks. */
    void askAuthorizers() {
        for (Session session : realm.sessions().all()) {
            Policy policy = session.policy();
            for (Attachment held : held(session)) {
                Question question = question(held);
                // Another reload sees to what it changes.
                if (policy == session.policy()
                        && policy.decide(question) == null
                        && isRefused(session, policy, question)) {
                    Deliveries deliveries = new Deliveries();
                    boolean _ = revoke(session, held, deliveries);
                    deliveries.flush();
                }
            }
        }
    }

    private boolean isRefused(Session session, Policy policy, Question question) {
        Decision decision =
                Guard.askAuthorizer(realm.procedures(), session, policy, question)
                        .join()
                        .decision();
        return decision != null && !decision.allowed();
    }

    private int revoke(Session session, Policy policy) {
        int revoked = 0;
        Deliveries deliveries = new Deliveries();
        for (Attachment held : held(session)) {
            Decision decision = policy.decide(question(held));
            if (decision != null && !decision.allowed()) {
                revoked += revoke(session, held, deliveries) ? 1 : 0;
            }
        }
        deliveries.flush();
        return revoked;
    }

    private static List<Attachment> held(Session session) {
        return Stream.of(session.subscriptions, session.registrations)
                .flatMap(parts -> List.copyOf(parts.values()).stream())
                .map(member -> member.attachment)
                .toList();
    }

    private static Question question(Attachment held) {
        Action action =
                switch (held) {
                    case Subscription _ -> Action.SUBSCRIBE;
                    case Registration _ -> Action.REGISTER;
                };
        return new Question(action, held.uri, held.match);
    }

    private boolean revoke(Session session, Attachment held, Deliveries deliveries) {
        return switch (held) {
            case Subscription subscription ->
                    realm.broker.revoke(session, subscription.subscriptionId, REASON, deliveries);
            case Registration registration ->
                    realm.dealer.revoke(session, registration.registrationId, REASON, deliveries);
        };
    }

    /** What a realm that is there can't take over. */
    private List<String> pending(RealmConfig changed) {
        RealmConfig now = realm.config;
        List<String> pending = new ArrayList<>();
        if (now.uriRule() != changed.uriRule()) {
            pending.add("uris");
        }
        if (now.disclosureAllowed() != changed.disclosureAllowed()) {
            pending.add("disclosure");
        }
        if (now.slowConsumers() != changed.slowConsumers()) {
            pending.add("slow-consumers");
        }
        if (!now.routing().equals(changed.routing())) {
            pending.add(
                    "trust-levels, one-session-per-authid, slow-consumer-patience, history or"
                            + " retention");
        }
        return pending.stream().map(name -> name + " of realm " + now.name()).toList();
    }
}
