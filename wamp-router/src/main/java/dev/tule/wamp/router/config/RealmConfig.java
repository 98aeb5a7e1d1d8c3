package dev.tule.wamp.router.config;

import dev.tule.wamp.Uri;
import dev.tule.wamp.UriRule;
import dev.tule.wamp.router.authentication.Authentication;
import dev.tule.wamp.router.authorization.Policy;
import dev.tule.wamp.router.authorization.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One realm.
 *
 * @param name the realm's URI
 * @param authentication how clients may join it
 * @param roles what sessions may do, by their role; where it is absent, all may do everything
 * @param uriRule what topics and procedures may be made of; default loose
 * @param disclosureAllowed whether publishers and callers may tell who they are; default true
 * @param slowConsumers what to do with clients that read too slowly; default disconnect
 * @param routing how it routes
 */
public record RealmConfig(
        Uri name,
        Authentication authentication,
        Optional<List<Role>> roles,
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
                Optional.empty(),
                UriRule.LOOSE,
                true,
                SlowConsumerPolicy.DISCONNECT,
                RoutingConfig.DEFAULT);
    }

    public RealmConfig with(SlowConsumerPolicy changed) {
        return new RealmConfig(
                name, authentication, roles, uriRule, disclosureAllowed, changed, routing);
    }

    public RealmConfig with(UriRule changed) {
        return new RealmConfig(
                name, authentication, roles, changed, disclosureAllowed, slowConsumers, routing);
    }

    public RealmConfig with(Authentication changed) {
        return new RealmConfig(
                name, changed, roles, uriRule, disclosureAllowed, slowConsumers, routing);
    }

    /** With these roles and no others. */
    public RealmConfig withRoles(Role... changed) {
        return new RealmConfig(
                name,
                authentication,
                Optional.of(List.of(changed)),
                uriRule,
                disclosureAllowed,
                slowConsumers,
                routing);
    }

    public RealmConfig withDisclosureAllowed(boolean changed) {
        return new RealmConfig(
                name, authentication, roles, uriRule, changed, slowConsumers, routing);
    }

    public RealmConfig with(RoutingConfig changed) {
        return new RealmConfig(
                name, authentication, roles, uriRule, disclosureAllowed, slowConsumers, changed);
    }

    /** What sessions may do, by their role; empty where all may do everything. */
    public Optional<Map<String, Policy>> policies() {
        return roles.map(
                all -> all.stream().collect(Collectors.toUnmodifiableMap(Role::name, Policy::of)));
    }
}
