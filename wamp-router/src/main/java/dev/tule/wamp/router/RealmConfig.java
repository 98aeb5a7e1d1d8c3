package dev.tule.wamp.router;

import dev.tule.wamp.Uri;
import dev.tule.wamp.UriRule;
import dev.tule.wamp.router.authentication.Authentication;

/**
 * One realm.
 *
 * @param name the realm's URI
 * @param authentication how clients may join it
 * @param uriRule what topics and procedures may be made of; default loose
 * @param disclosureAllowed whether publishers and callers may tell who they are; default true
 * @param slowConsumers what to do with clients that read too slowly; default disconnect
 * @param routing how it routes
 */
public record RealmConfig(
        Uri name,
        Authentication authentication,
        UriRule uriRule,
        boolean disclosureAllowed,
        SlowConsumerPolicy slowConsumers,
        RoutingConfig routing) {

    /** A realm that everybody may join, as role {@code anonymous}. */
    public static RealmConfig open(String name) {
        return of(name, Authentication.anonymous("anonymous"));
    }

    /** A realm that clients may join in these ways. */
    public static RealmConfig of(String name, Authentication authentication) {
        return new RealmConfig(
                Uri.of(name),
                authentication,
                UriRule.LOOSE,
                true,
                SlowConsumerPolicy.DISCONNECT,
                RoutingConfig.DEFAULT);
    }

    public RealmConfig with(SlowConsumerPolicy changed) {
        return new RealmConfig(name, authentication, uriRule, disclosureAllowed, changed, routing);
    }

    public RealmConfig with(UriRule changed) {
        return new RealmConfig(
                name, authentication, changed, disclosureAllowed, slowConsumers, routing);
    }

    public RealmConfig with(Authentication changed) {
        return new RealmConfig(name, changed, uriRule, disclosureAllowed, slowConsumers, routing);
    }

    public RealmConfig withDisclosureAllowed(boolean changed) {
        return new RealmConfig(name, authentication, uriRule, changed, slowConsumers, routing);
    }

    public RealmConfig with(RoutingConfig changed) {
        return new RealmConfig(
                name, authentication, uriRule, disclosureAllowed, slowConsumers, changed);
    }
}
