package dev.tule.wamp.router.realm;

import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.Goodbye;
import dev.tule.wamp.Payload;
import dev.tule.wamp.RegistrationId;
import dev.tule.wamp.SubscriptionId;
import dev.tule.wamp.router.authorization.Action;
import dev.tule.wamp.router.authorization.Decision;
import dev.tule.wamp.router.authorization.Policy;
import dev.tule.wamp.router.authorization.Question;
import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.config.Reloaded;
import dev.tule.wamp.router.delivery.Deliveries;
import dev.tule.wamp.router.session.Attachment;
import dev.tule.wamp.router.session.Member;
import dev.tule.wamp.router.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Gives the sessions of a realm the policies of a new configuration, and takes from them what those
 * don't allow. Where an authorizer decides, it is not asked about what it allowed before.
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

    private int revoke(Session session, Policy policy) {
        int revoked = 0;
        Deliveries deliveries = new Deliveries();
        for (Member member : List.copyOf(session.subscriptions.values())) {
            Attachment held = member.attachment;
            if (denied(policy, Action.SUBSCRIBE, held)) {
                SubscriptionId id = new SubscriptionId(held.id);
                revoked += realm.broker.revoke(session, id, REASON, deliveries) ? 1 : 0;
            }
        }
        for (Member member : List.copyOf(session.registrations.values())) {
            Attachment held = member.attachment;
            if (denied(policy, Action.REGISTER, held)) {
                RegistrationId id = new RegistrationId(held.id);
                revoked += realm.dealer.revoke(session, id, REASON, deliveries) ? 1 : 0;
            }
        }
        deliveries.flush();
        return revoked;
    }

    private static boolean denied(Policy policy, Action action, Attachment held) {
        Decision decision = policy.decide(new Question(action, held.uri, held.match));
        return decision != null && !decision.allowed();
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
                    "trust-levels, one-session-per-authid, slow-consumer-patience, history or retention");
        }
        return pending.stream().map(name -> name + " of realm " + now.name()).toList();
    }
}
