package dev.tule.wamp.router.config;

import java.util.List;

/**
 * A router.
 *
 * @param realms the realms there are; by default one called realm1, open to everybody
 * @param limits what one client may cost
 */
public record RouterConfig(List<RealmConfig> realms, RouterLimits limits) {

    public RouterConfig {
        realms = List.copyOf(realms);
        if (realms.stream().map(RealmConfig::name).distinct().count() != realms.size()) {
            throw new IllegalArgumentException("two realms have the same name");
        }
    }

    public static RouterConfig defaults() {
        return new RouterConfig(List.of(RealmConfig.open("realm1")), RouterLimits.defaults());
    }

    public RouterConfig withRealms(RealmConfig... changed) {
        return new RouterConfig(List.of(changed), limits);
    }

    public RouterConfig withLimits(RouterLimits changed) {
        return new RouterConfig(realms, changed);
    }
}
