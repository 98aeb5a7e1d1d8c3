package dev.tule.wamp.router.config;

import dev.tule.wamp.Uri;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What changed with a new configuration.
 *
 * @param opened realms that are new
 * @param closed realms that are gone, and their sessions with them
 * @param ended sessions of realms that stay, whose role is gone
 * @param revoked subscriptions and registrations that are no longer allowed
 * @param pending what is changed but takes effect only when the router is started again
 */
public record Reloaded(
        Set<Uri> opened, Set<Uri> closed, int ended, int revoked, List<String> pending) {

    public Reloaded {
        opened = Set.copyOf(opened);
        closed = Set.copyOf(closed);
        pending = List.copyOf(pending);
    }

    /** This and another in one. */
    public Reloaded and(Reloaded other) {
        Set<Uri> allOpened = new HashSet<>(opened);
        allOpened.addAll(other.opened);
        Set<Uri> allClosed = new HashSet<>(closed);
        allClosed.addAll(other.closed);
        List<String> allPending = new ArrayList<>(pending);
        allPending.addAll(other.pending);
        return new Reloaded(
                allOpened, allClosed, ended + other.ended, revoked + other.revoked, allPending);
    }
}
