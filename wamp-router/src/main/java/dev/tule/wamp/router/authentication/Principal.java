package dev.tule.wamp.router.authentication;

import dev.tule.wamp.Dict;

/**
 * Who a session belongs to.
 *
 * @param id its name; drawn at random for anonymous ones
 * @param role what it may do
 * @param method how it proved who it is; {@code local} for components of the process
 * @param provider who knows it: {@code static} for the configuration, {@code dynamic} for a
 *     procedure
 * @param extra what WELCOME tells it beside; nothing secret
 */
public record Principal(String id, String role, String method, String provider, Dict extra) {

    /** Whether its name was drawn at random, and stands for nobody. */
    public boolean isAnonymous() {
        return method.equals("anonymous");
    }

    Principal named(String changed) {
        return new Principal(changed, role, method, provider, extra);
    }

    /** This principal with more to tell. */
    Principal with(String name, Object value) {
        return new Principal(id, role, method, provider, extra.with(name, value));
    }
}
