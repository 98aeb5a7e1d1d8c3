package dev.tule.wamp.router.authorization;

import dev.tule.wamp.Uri;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the sessions of a role may do on a realm.
 *
 * <p>The router's own procedures ({@code wamp.session.list} and the like) and events need
 * permissions as others do. Those that are done to others ({@code wamp.session.kill} and its kin,
 * {@code wamp.registration.remove_callee}, {@code wamp.subscription.remove_subscriber}) are allowed
 * only by a permission whose URI begins with {@code wamp.}: who may call everything may not throw
 * others out by that.
 *
 * @param name as in {@code authrole}
 * @param permissions what is allowed; what no permission matches is not
 * @param authorizer a procedure of the realm that decides where no permission matches
 */
public record Role(String name, List<Permission> permissions, Optional<Uri> authorizer) {

    /**
     * @throws IllegalArgumentException where two permissions have the same pattern
     */
    public Role {
        permissions = List.copyOf(permissions);
        Set<List<Object>> patterns = new HashSet<>();
        for (Permission permission : permissions) {
            if (!patterns.add(List.of(permission.uri(), permission.match()))) {
                throw new IllegalArgumentException(
                        "role " + name + " has two permissions for " + permission.uri());
            }
        }
    }

    public static Role of(String name, Permission... permissions) {
        return new Role(name, List.of(permissions), Optional.empty());
    }

    public Role withAuthorizer(Uri procedure) {
        return new Role(name, permissions, Optional.of(procedure));
    }
}
