package dev.tule.wamp.router.connection;

import dev.tule.wamp.router.authentication.Method;
import dev.tule.wamp.router.authentication.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A way into the router.
 *
 * @param known who comes by it and needs no proof; null where clients authenticate
 * @param methods by which they may, where their realm has them
 */
record Entrance(@Nullable Principal known, Set<Method> methods) {
    static final Entrance BY_ANY_METHOD = by(Method.ALL);

    static Entrance by(Set<Method> methods) {
        return new Entrance(null, Set.copyOf(methods));
    }

    static Entrance of(Principal known) {
        return new Entrance(known, Set.of());
    }
}
