package dev.tule.wamp.router;

import dev.tule.wamp.Uri;
import dev.tule.wamp.UriRule;
import java.util.Optional;

/**
 * One realm. Without authenticators and without an anonymous role nobody can join it.
 *
 * @param name the realm's URI
 * @param anonymousRole the role of clients that don't authenticate; empty where all must
 * @param tickets checks tickets; empty where they are not accepted
 * @param uriRule what topics and procedures may be made of; default loose
 * @param disclosureAllowed whether publishers and callers may tell who they are; default true
 * @param slowConsumers what to do with clients that read too slowly; default disconnect
 * @param routing how it routes
 */
public record RealmConfig(
        Uri name,
        Optional<String> anonymousRole,
        Optional<TicketAuthenticator> tickets,
        UriRule uriRule,
        boolean disclosureAllowed,
        SlowConsumerPolicy slowConsumers,
        RoutingConfig routing) {

    /** A realm that everybody may join, as role {@code anonymous}. */
    public static RealmConfig open(String name) {
        return new RealmConfig(
                Uri.of(name),
                Optional.of("anonymous"),
                Optional.empty(),
                UriRule.LOOSE,
                true,
                SlowConsumerPolicy.DISCONNECT,
                RoutingConfig.DEFAULT);
    }

    /** A realm for holders of tickets. */
    public static RealmConfig withTickets(String name, TicketAuthenticator tickets) {
        return new RealmConfig(
                Uri.of(name),
                Optional.empty(),
                Optional.of(tickets),
                UriRule.LOOSE,
                true,
                SlowConsumerPolicy.DISCONNECT,
                RoutingConfig.DEFAULT);
    }

    public RealmConfig with(SlowConsumerPolicy changed) {
        return new RealmConfig(
                name, anonymousRole, tickets, uriRule, disclosureAllowed, changed, routing);
    }

    public RealmConfig with(UriRule changed) {
        return new RealmConfig(
                name, anonymousRole, tickets, changed, disclosureAllowed, slowConsumers, routing);
    }

    public RealmConfig withTickets(TicketAuthenticator changed) {
        return new RealmConfig(
                name,
                anonymousRole,
                Optional.of(changed),
                uriRule,
                disclosureAllowed,
                slowConsumers,
                routing);
    }

    public RealmConfig withDisclosureAllowed(boolean changed) {
        return new RealmConfig(
                name, anonymousRole, tickets, uriRule, changed, slowConsumers, routing);
    }

    public RealmConfig with(RoutingConfig changed) {
        return new RealmConfig(
                name, anonymousRole, tickets, uriRule, disclosureAllowed, slowConsumers, changed);
    }
}
