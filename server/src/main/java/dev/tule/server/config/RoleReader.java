package dev.tule.server.config;

import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Uri;
import dev.tule.wamp.router.authorization.Action;
import dev.tule.wamp.router.authorization.Permission;
import dev.tule.wamp.router.authorization.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one of a realm's {@code roles}. */
final class RoleReader {
    private static final Map<String, Action> ACTIONS = Value.words(Action.values(), Action::word);

    private RoleReader() {}

    static Role read(String name, Value value) throws ConfigFileError {
        Section section = value.section();
        List<Permission> permissions = new ArrayList<>();
        Optional<Value> listed = section.take("permissions");
        if (listed.isPresent()) {
            for (Value permission : listed.get().list()) {
                permissions.add(permission(permission.section()));
            }
        }
        Optional<Value> authorizer = section.take("authorizer");
        Optional<Uri> procedure =
                authorizer.isEmpty()
                        ? Optional.empty()
                        : Optional.of(RealmReader.uri(authorizer.get(), MatchPolicy.EXACT));
        section.end();
        try {
            return new Role(name, permissions, procedure);
        } catch (IllegalArgumentException e) {
            throw value.error("is wrong: " + e.getMessage());
        }
    }

    private static Permission permission(Section section) throws ConfigFileError {
        MatchPolicy match = RealmReader.match(section);
        Uri uri = RealmReader.uri(section.require("uri"), match);
        Set<Action> allow = EnumSet.noneOf(Action.class);
        Value allowed = section.require("allow");
        if (allowed.isText()) {
            allow.addAll(
                    allowed.choice(Map.of("all", Set.of(Action.values()), "nothing", Set.of())));
        } else {
            for (Value action : allowed.list()) {
                allow.add(action.choice(ACTIONS));
            }
        }
        Optional<Value> disclose = section.take("disclose");
        section.end();
        return new Permission(uri, match, allow, disclose.isPresent() && disclose.get().flag());
    }
}
