package dev.tule.wamp.router.authentication;

import dev.tule.wamp.Uri;
import dev.tule.wamp.auth.CryptosignKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How clients may join a realm. A method is accepted where a principal has a secret for it, or a
 * procedure decides about it.
 *
 * @param anonymousRole the role of clients that don't authenticate; empty where all must
 * @param principals those that the configuration knows
 * @param dynamic procedures of the realm that decide in place of the configuration, by method
 * @param cookieLifetime how long a WebSocket client that authenticated once is remembered by its
 *     cookie; empty where it isn't
 * @param routerKey proves to cryptosign clients that ask for it who the router is
 */
public record Authentication(
        Optional<String> anonymousRole,
        List<KnownPrincipal> principals,
        Map<Method, Uri> dynamic,
        Optional<Duration> cookieLifetime,
        Optional<CryptosignKey> routerKey) {

    /** Nobody may join. */
    public static final Authentication NONE =
            new Authentication(
                    Optional.empty(), List.of(), Map.of(), Optional.empty(), Optional.empty());

    /**
     * @throws IllegalArgumentException where two principals have the same name, or a cookie shall
     *     be decided about by a procedure
     */
    public Authentication {
        principals = List.copyOf(principals);
        dynamic = Map.copyOf(dynamic);
        Set<String> names = new HashSet<>();
        for (KnownPrincipal principal : principals) {
            if (!names.add(principal.authId())) {
                throw new IllegalArgumentException("two principals are " + principal.authId());
            }
        }
        if (dynamic.containsKey(Method.COOKIE)) {
            throw new IllegalArgumentException("cookies only remember; no procedure decides");
        }
    }

    /** Everybody may join, with that role. */
    public static Authentication anonymous(String role) {
        return NONE.withAnonymousRole(role);
    }

    /** These may join. */
    public static Authentication of(KnownPrincipal... principals) {
        return NONE.withPrincipals(List.of(principals));
    }

    public Authentication withAnonymousRole(String changed) {
        return new Authentication(
                Optional.of(changed), principals, dynamic, cookieLifetime, routerKey);
    }

    public Authentication withPrincipals(List<KnownPrincipal> changed) {
        return new Authentication(anonymousRole, changed, dynamic, cookieLifetime, routerKey);
    }

    public Authentication withDynamic(Map<Method, Uri> changed) {
        return new Authentication(anonymousRole, principals, changed, cookieLifetime, routerKey);
    }

    public Authentication withCookies(Duration lifetime) {
        return new Authentication(
                anonymousRole, principals, dynamic, Optional.of(lifetime), routerKey);
    }

    public Authentication withRouterKey(CryptosignKey changed) {
        return new Authentication(
                anonymousRole, principals, dynamic, cookieLifetime, Optional.of(changed));
    }

    /** Whether there is no method at all by which clients may come. */
    public boolean acceptsNobody() {
        // A cookie only remembers who came by another.
        return Stream.of(Method.values())
                .noneMatch(method -> method != Method.COOKIE && accepts(method));
    }

    /** Whether clients may come by that method. */
    boolean accepts(Method method) {
        return dynamic.containsKey(method)
                || switch (method) {
                    case ANONYMOUS -> anonymousRole.isPresent();
                    case COOKIE -> cookieLifetime.isPresent();
                    case TICKET, WAMPCRA, WAMP_SCRAM, CRYPTOSIGN, TLS ->
                            principals.stream().anyMatch(principal -> principal.can(method));
                };
    }
}
