package dev.tule.wamp.router.authorization;

import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Uri;
import java.util.Set;

/**
 * What may be done with the URIs of a pattern: these actions, and no others. Of several permissions
 * that match a URI the one that matches best decides, alone, by the rule of pattern-based
 * registrations.
 *
 * @param uri the URI or pattern; as a prefix, the empty one matches all
 * @param match how it is matched
 * @param allow what may be done
 * @param discloses whether callees and subscribers always learn who calls and publishes
 */
public record Permission(Uri uri, MatchPolicy match, Set<Action> allow, boolean discloses) {

    public Permission {
        allow = Set.copyOf(allow);
    }

    /** Everything, with everything. */
    public static Permission all() {
        return new Permission(Uri.of(""), MatchPolicy.PREFIX, Set.of(Action.values()), false);
    }

    public static Permission of(String uri, MatchPolicy match, Action... allow) {
        return new Permission(Uri.of(uri), match, Set.of(allow), false);
    }

    /** Whether it is about the protocol's own URIs and no others. */
    boolean reserved() {
        return uri.reserved();
    }
}
